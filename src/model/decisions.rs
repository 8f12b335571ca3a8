//! Decisions get their identity (number, symbol, issuer, year): a decision that a bulletin announces and one that
//! another refers to become one and the same.

use jiff::civil::Date;

use crate::diagnostics::{self, At, Diagnostic};
use crate::hash::{Map, Set};
use crate::parse::front::{Capacity, DecisionFront, DecisionReference, Signer};
use crate::source::{FieldPath, OutputPath, SourcePath};
use crate::text;
use crate::value::{DocumentKind, DocumentNumber, Moment};

use super::ids::*;
use super::names::{Names, split_office};
use super::site::{Decision, Issuer, Relation, Unit};

/// The register of decisions while it is being filled.
pub struct Register<'a> {
    units: &'a Registry<UnitId, Unit>,
    names: &'a Names,
    decisions: Vec<Entry>,
    /// By number, year and issuing unit: the same number runs in thousands of places every year.
    by_identity: Map<Identity, Vec<DecisionId>>,
    /// By number alone, for references that say no more.
    by_number: Map<String, Vec<DecisionId>>,
    /// Unnumbered documents by title, issuer and day.
    by_title: Map<(String, String, Option<Date>), DecisionId>,
}

type Identity = (String, Option<i16>, Option<UnitId>);

struct Entry {
    decision: Decision,
    /// Stands in for a number in the address of a decision that was announced without one.
    stem: String,
    /// Whether a text names the issuer, or the bulletin's own unit was taken for it.
    issuer_stated: bool,
    /// Where its title and its signer are told.
    title_in: SourcePath,
    signer_in: SourcePath,
    /// The year that counts for identity: the decision's own, else that of the bulletin that announced it.
    year: Option<i16>,
}

/// Which bulletin speaks.
pub struct Speaker<'a> {
    pub id: BulletinId,
    pub path: &'a SourcePath,
    pub unit: Option<UnitId>,
    pub stem: &'a str,
    /// The year of the bulletin, which tells two undated decisions of one number apart.
    pub year: i16,
}

impl<'a> Register<'a> {
    pub fn new(units: &'a Registry<UnitId, Unit>, names: &'a Names) -> Self {
        Self {
            units,
            names,
            decisions: Vec::new(),
            by_identity: Map::default(),
            by_number: Map::default(),
            by_title: Map::default(),
        }
    }

    /// Enters the decision that a bulletin announces, or adds the bulletin to the one that is there.
    pub fn announce(&mut self, speaker: &Speaker, front: &DecisionFront, diags: &mut Vec<Diagnostic>) -> DecisionId {
        let date = front.date.as_ref().map(|moment| moment.date);
        let mut issuer = self.issuer(front.issuer.as_deref(), front.number.as_ref(), date, speaker.unit);
        let year = year_of(front.number.as_ref(), date).or(Some(speaker.year));
        let known = front.number.as_ref().and_then(|number| self.find_exact(number, &issuer, year));
        if let Some(id) = known {
            self.merge(id, speaker, front, issuer, diags);
            return id;
        }
        if let (Some(unit), Some(number), None) = (issuer.unit, &front.number, &front.issuer) {
            let name = &self.units.get(unit).name;
            if !is_symbol_of(number, name) {
                let at = At::value(speaker.path, FieldPath::root().then("decision"));
                diags.push(diagnostics::issuer_assumed(at, &number.canonical(), name));
            }
        }
        let (_, stated_capacity) = split_office(front.issuer.as_deref().unwrap_or_default());
        issuer.printed = with_office(issuer.printed, front.capacity);
        self.enter(Entry {
            decision: Decision {
                url: OutputPath::new("van-ban/index.html"),
                number: front.number.clone(),
                kind: front.number.as_ref().and_then(|number| number.kind).or(front.kind),
                date,
                effective: front.effective.as_ref().map(|moment| moment.date),
                expires: front.expires.as_ref().map(|moment| moment.date),
                issuer,
                capacity: front.capacity.or(stated_capacity),
                signer: front.signer.clone(),
                title: front.title.clone(),
                links: Vec::new(),
                attachments: Vec::new(),
                bulletins: vec![speaker.id],
                named_in: speaker.path.clone(),
            },
            stem: format!("khong-so-{}", speaker.stem),
            issuer_stated: front.issuer.is_some(),
            title_in: speaker.path.clone(),
            signer_in: speaker.path.clone(),
            year,
        })
    }

    fn merge(
        &mut self,
        id: DecisionId,
        speaker: &Speaker,
        front: &DecisionFront,
        issuer: Issuer,
        diags: &mut Vec<Diagnostic>,
    ) {
        let entry = &mut self.decisions[usize::from(id)];
        if front.issuer.is_some() && !entry.issuer_stated {
            // What a text says of the issuer counts more than what was understood.
            let (_, stated_capacity) = split_office(front.issuer.as_deref().unwrap_or_default());
            entry.decision.issuer.printed = with_office(issuer.printed, front.capacity);
            entry.decision.capacity = entry.decision.capacity.or(stated_capacity);
            entry.issuer_stated = true;
        }
        let decision = &mut entry.decision;
        let root = FieldPath::root().then("decision");
        let mut date = |known: &mut Option<Date>, given: &Option<Moment>, field: &str| match (*known, given) {
            (None, Some(moment)) => *known = Some(moment.date),
            (Some(known), Some(moment)) if known != moment.date => {
                let at = At::value(speaker.path, root.then(field));
                diags.push(diagnostics::decision_conflict(
                    at,
                    field,
                    &moment.printed,
                    &text::format_date(known),
                    &decision.named_in,
                ));
            }
            _ => {}
        };
        date(&mut decision.date, &front.date, "date");
        date(&mut decision.effective, &front.effective, "effective");
        date(&mut decision.expires, &front.expires, "expires");
        let name = |signer: &Option<Signer>| signer.as_ref().and_then(|signer| signer.name.clone());
        let told = [
            ("title", front.title.clone(), decision.title.clone(), &mut entry.title_in),
            ("signer", name(&front.signer), name(&decision.signer), &mut entry.signer_in),
        ];
        for (field, given, known, told_in) in told {
            match (given, known) {
                (Some(given), Some(known)) if !is_same_told(&given, &known) => {
                    let at = At::value(speaker.path, root.then(field));
                    diags.push(diagnostics::decision_told_twice(at, field, &given, &known, told_in));
                }
                (Some(_), None) => told_in.clone_from(speaker.path),
                _ => {}
            }
        }
        decision.title = decision.title.take().or_else(|| front.title.clone());
        decision.signer = decision.signer.take().or_else(|| front.signer.clone());
        decision.capacity = decision.capacity.or(front.capacity);
        decision.bulletins.push(speaker.id);
    }

    /// Finds or enters a decision that a bulletin refers to in `field`.
    pub fn refer(
        &mut self,
        speaker: &Speaker,
        reference: &DecisionReference,
        field: FieldPath,
        diags: &mut Vec<Diagnostic>,
    ) -> DecisionId {
        let date = reference.date.as_ref().map(|moment| moment.date);
        let year = year_of(reference.number.as_ref(), date);
        if let Some(number) = &reference.number {
            let stated =
                reference.issuer.as_deref().map(|words| self.issuer(Some(words), Some(number), date, speaker.unit));
            let stated = stated.or_else(|| issuer_by_symbol(number));
            let mut candidates = self.candidates(number, stated.as_ref(), year);
            if stated.is_none() {
                // The same number runs everywhere: without an issuer only a unit's own decisions and those of the
                // units above it are meant, or one whose full date agrees.
                let line = self.line_of(speaker.unit);
                candidates.retain(|id| {
                    let known = &self.decisions[usize::from(*id)].decision;
                    let same_day = date.is_some() && known.date == date;
                    same_day || known.issuer.unit.is_some_and(|unit| line.contains(&unit))
                });
                let own: Vec<DecisionId> = candidates
                    .iter()
                    .copied()
                    .filter(|id| self.decisions[usize::from(*id)].decision.issuer.unit == speaker.unit)
                    .collect();
                if speaker.unit.is_some() && !own.is_empty() {
                    candidates = own;
                }
            }
            match candidates.as_slice() {
                [only] => {
                    self.complete(*only, speaker, reference);
                    return *only;
                }
                [] => {}
                [first, ..] => {
                    let names = candidates.iter().map(|id| {
                        let known = &self.decisions[usize::from(*id)].decision;
                        let date = known.date.map(|date| format!(" {}", text::format_date(date))).unwrap_or_default();
                        format!("{}{date}", known.issuer.printed)
                    });
                    let names: Vec<String> = names.collect();
                    let names: Vec<&str> = names.iter().map(String::as_str).collect();
                    let at = At::value(speaker.path, field);
                    diags.push(diagnostics::ambiguous_decision(at, &number.canonical(), &names));
                    return *first;
                }
            }
        }
        let issuer = match (&reference.issuer, &reference.number) {
            (Some(words), number) => self.issuer(Some(words), number.as_ref(), date, speaker.unit),
            (None, number) => {
                number.as_ref().and_then(issuer_by_symbol).unwrap_or(Issuer { unit: None, printed: String::new() })
            }
        };
        if issuer.printed.is_empty() {
            let shown = reference.number.as_ref().map(DocumentNumber::canonical).unwrap_or_default();
            diags.push(diagnostics::reference_without_issuer(At::value(speaker.path, field), &shown));
        }
        let title_key = reference.title.as_deref().filter(|_| reference.number.is_none());
        let title_key = title_key.map(|title| (text::fold(title), text::fold(&issuer.printed), date));
        if let Some(known) = title_key.as_ref().and_then(|key| self.by_title.get(key)) {
            return *known;
        }
        let (_, capacity) = split_office(&issuer.printed);
        let title_stem = reference.title.as_deref().map(text::slug).unwrap_or_default();
        let id = self.enter(Entry {
            decision: Decision {
                url: OutputPath::new("van-ban/index.html"),
                number: reference.number.clone(),
                kind: reference.number.as_ref().and_then(|number| number.kind).or(reference.kind),
                date,
                effective: None,
                expires: None,
                issuer,
                capacity: capacity.filter(|capacity| *capacity == Capacity::Chairman),
                signer: None,
                title: reference.title.clone(),
                links: Vec::new(),
                attachments: Vec::new(),
                bulletins: Vec::new(),
                named_in: speaker.path.clone(),
            },
            stem: format!("khong-so-{title_stem}"),
            issuer_stated: reference.issuer.is_some(),
            title_in: speaker.path.clone(),
            signer_in: speaker.path.clone(),
            year,
        });
        if let Some(key) = title_key {
            self.by_title.insert(key, id);
        }
        id
    }

    /// A unit and every unit above it.
    fn line_of(&self, unit: Option<UnitId>) -> Vec<UnitId> {
        let mut line: Vec<UnitId> = unit.into_iter().collect();
        // The register has been freed of rings.
        while let Some(parent) = line.last().and_then(|id| self.units.get(*id).parent) {
            line.push(parent);
        }
        line
    }

    /// A reference may know what the announcement left out.
    fn complete(&mut self, id: DecisionId, speaker: &Speaker, reference: &DecisionReference) {
        let Entry { decision, title_in, .. } = &mut self.decisions[usize::from(id)];
        decision.date = decision.date.or(reference.date.as_ref().map(|moment| moment.date));
        if decision.title.is_none() && reference.title.is_some() {
            decision.title.clone_from(&reference.title);
            title_in.clone_from(speaker.path);
        }
    }

    /// Links a decision with another one; says whether it is another.
    pub fn link(&mut self, from: DecisionId, relation: Relation, to: DecisionId) -> bool {
        let links = &mut self.decisions[usize::from(from)].decision.links;
        if from != to && !links.contains(&(relation, to)) {
            links.push((relation, to));
        }
        from != to
    }

    pub fn decision_mut(&mut self, id: DecisionId) -> &mut Decision {
        &mut self.decisions[usize::from(id)].decision
    }

    fn enter(&mut self, entry: Entry) -> DecisionId {
        let id = DecisionId::from(self.decisions.len());
        if let Some(number) = &entry.decision.number {
            let identity = (number.identity(), entry.year, entry.decision.issuer.unit);
            self.by_identity.entry(identity).or_default().push(id);
            self.by_number.entry(number.identity()).or_default().push(id);
        }
        self.decisions.push(entry);
        id
    }

    fn find_exact(&self, number: &DocumentNumber, issuer: &Issuer, year: Option<i16>) -> Option<DecisionId> {
        self.candidates(number, Some(issuer), year).first().copied()
    }

    /// Decisions of this number that nothing known contradicts.
    fn candidates(&self, number: &DocumentNumber, issuer: Option<&Issuer>, year: Option<i16>) -> Vec<DecisionId> {
        let number = number.identity();
        let mut same_number: Vec<DecisionId> = Vec::new();
        match (issuer, year) {
            (Some(issuer), Some(year)) => {
                // What is not known of a decision does not contradict.
                for year in [Some(year), None] {
                    for unit in [issuer.unit, None] {
                        same_number.extend(self.by_identity.get(&(number.clone(), year, unit)).into_iter().flatten());
                    }
                }
                same_number.sort_unstable();
                same_number.dedup();
            }
            _ => same_number.extend(self.by_number.get(&number).into_iter().flatten()),
        }
        let fits = |id: &&DecisionId| {
            let entry = &self.decisions[usize::from(**id)];
            let (known, known_year) = (&entry.decision, entry.year);
            let same_year = year.is_none() || known_year.is_none() || year == known_year;
            same_year && issuer.is_none_or(|issuer| same_issuer(issuer, &known.issuer))
        };
        same_number.iter().filter(fits).copied().collect()
    }

    fn issuer(
        &self,
        words: Option<&str>,
        number: Option<&DocumentNumber>,
        day: Option<Date>,
        home: Option<UnitId>,
    ) -> Issuer {
        match words {
            Some(words) => {
                let unit = self.names.issuer(self.units, words, day, home);
                // An id is for the program; readers get the unit's name.
                let printed = match unit {
                    Some(id) if self.units.name(id) == words => self.office_of(id, number),
                    _ => words.to_owned(),
                };
                Issuer { unit, printed }
            }
            None => match (number.and_then(issuer_by_symbol), home) {
                (Some(issuer), _) => issuer,
                (None, Some(unit)) => Issuer { unit: Some(unit), printed: self.office_of(unit, number) },
                (None, None) => Issuer { unit: None, printed: String::new() },
            },
        }
    }

    /// The symbol says whether the committee or the council of a unit speaks.
    fn office_of(&self, unit: UnitId, number: Option<&DocumentNumber>) -> String {
        let name = &self.units.get(unit).name;
        let symbol = number.map(|number| number.symbol.as_str()).unwrap_or_default();
        match symbol {
            symbol if symbol.contains("UBND") => format!("UBND {name}"),
            symbol if symbol.contains("HĐND") => format!("HĐND {name}"),
            _ => name.clone(),
        }
    }

    /// Fixes every address and hands the register over.
    pub fn finish(mut self) -> Vec<Decision> {
        let mut taken: Set<String> = Set::default();
        // The oldest bulletin comes last in the register; a new one must not take the address of an old one.
        for entry in self.decisions.iter_mut().rev() {
            let decision = &mut entry.decision;
            let unit = match decision.issuer.unit {
                Some(unit) => self.units.name(unit).to_owned(),
                None => Some(text::slug(&decision.issuer.printed))
                    .filter(|slug| !slug.is_empty())
                    .unwrap_or("khong-ro-co-quan".into()),
            };
            let year = year_of(decision.number.as_ref(), decision.date)
                .map_or("khong-ro-nam".to_owned(), |year| year.to_string());
            let stem = decision.number.as_ref().map_or(entry.stem.clone(), DocumentNumber::slug);
            let mut address = format!("van-ban/{unit}/{year}/{stem}.html");
            let mut copy = 1;
            while !taken.insert(address.clone()) {
                copy += 1;
                address = format!("van-ban/{unit}/{year}/{stem}-{copy}.html");
            }
            decision.url = OutputPath::new(address);
        }
        self.decisions.into_iter().map(|entry| entry.decision).collect()
    }
}

/// Whether two texts tell the same, one perhaps more of it: a title without "về việc", a name with a degree before it.
fn is_same_told(a: &str, b: &str) -> bool {
    let (a, b) = (text::fold(a), text::fold(b));
    a.contains(&b) || b.contains(&a)
}

/// A unit's bare name becomes the office that the capacity states: the committee or its chairman.
fn with_office(printed: String, capacity: Option<Capacity>) -> String {
    let folded = text::fold(&printed);
    let has_office = ["ubnd", "uy ban", "chu tich", "hdnd", "hoi dong"].iter().any(|office| folded.starts_with(office));
    match capacity {
        Some(Capacity::Committee) if !has_office && !printed.is_empty() => format!("UBND {printed}"),
        Some(Capacity::Chairman) if !has_office && !printed.is_empty() => format!("Chủ tịch UBND {printed}"),
        _ => printed,
    }
}

fn year_of(number: Option<&DocumentNumber>, date: Option<Date>) -> Option<i16> {
    date.map(Date::year).or_else(|| number.and_then(|number| number.normative_year))
}

fn same_issuer(a: &Issuer, b: &Issuer) -> bool {
    match (a.unit, b.unit) {
        (Some(a), Some(b)) => a == b,
        (None, None) => {
            text::fold(&a.printed) == text::fold(&b.printed) || a.printed.is_empty() || b.printed.is_empty()
        }
        // One that is not in the register may still be the other, named in full.
        _ => a.printed.is_empty() || b.printed.is_empty(),
    }
}

/// Whether the symbol of a number can be that of a unit: of its committee or council, or made of the first letters of its
/// name (`SNV` of Sở Nội vụ). A symbol that names nobody is everybody's.
fn is_symbol_of(number: &DocumentNumber, unit: &str) -> bool {
    let all = || number.symbol.split(['-', '/']).map(text::fold);
    // The kind comes first; of a letter, whoever writes it.
    let parts = || all().skip(usize::from(number.kind != Some(DocumentKind::CongVan)));
    let initials: String = text::fold(unit).split(' ').filter_map(|word| word.chars().next()).collect();
    let is_own = |part: String| {
        part == "ub"
            || part.starts_with("ubnd")
            || part.starts_with("hdnd")
            || part.len() > 1 && initials.starts_with(&part)
    };
    all().count() < 2 || parts().any(is_own)
}

/// Central bodies sign with symbols of their own (Decree 30/2020/NĐ-CP, annex VI; practice of the National Assembly). On
/// letters the body stands first, before the department that wrote them: `581/BNV-CCHC`.
fn issuer_by_symbol(number: &DocumentNumber) -> Option<Issuer> {
    let mut parts = number.symbol.split(['-', '/']);
    let body = match number.kind {
        // "CV" is not official, but often written.
        Some(DocumentKind::CongVan) => parts.find(|part| text::fold(part) != "cv"),
        _ => parts.next_back(),
    };
    let body = body?.trim_end_matches(|c: char| c.is_ascii_digit());
    let printed = match body {
        "TTg" => "Thủ tướng Chính phủ",
        "CP" => "Chính phủ",
        "QH" => "Quốc hội",
        "UBTVQH" => "Ủy ban Thường vụ Quốc hội",
        "TW" => "Ban Chấp hành Trung ương Đảng",
        "BNV" => "Bộ Nội vụ",
        "BTTTT" => "Bộ Thông tin và Truyền thông",
        "BKHCN" => "Bộ Khoa học và Công nghệ",
        "BTC" => "Bộ Tài chính",
        "BTP" => "Bộ Tư pháp",
        "VPCP" => "Văn phòng Chính phủ",
        _ => return None,
    };
    Some(Issuer { unit: None, printed: printed.to_owned() })
}
