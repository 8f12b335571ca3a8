//! One made-up bulletin: what it says, as a record that judges can look into. Takes what a seed has drawn, gives texts
//! in words, unabbreviated and in NFC; how they are typed is the matter of `typing.mjs`.

import { Random } from "./random.mjs";
import { asSubject } from "./units.mjs";
import { capital, slug } from "./text.mjs";
import { makeTarget } from "./targets.mjs";
import { INDICES } from "./topics.mjs";
import { PERSON_PLACES } from "./places.mjs";
import { AGENCIES, ASIDES, CAUSES, GENERAL, MONEY, PERIODS, REASONS, SENTENCES, VERBS } from "./words.mjs";

const FIRST_DAY = Date.UTC(2015, 0, 5),
  LAST_DAY = Date.UTC(2026, 10, 20),
  END_OF_DISTRICTS = Date.UTC(2025, 5, 30),
  DAY = 86_400_000;

const two = (number) => String(number).padStart(2, "0");
export const dayFirst = (date) => `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()}`;
/** Days under 10 and the months January and February take a zero (Decree 30/2020/NĐ-CP). */
export const inWords = (date) => {
  const month = date.getUTCMonth() + 1;
  return `ngày ${two(date.getUTCDate())} tháng ${month < 3 ? two(month) : month} năm ${date.getUTCFullYear()}`;
};
export const iso = (date) => date.toISOString().slice(0, 10);

/** Fills `{slots}`; a topic's own words come from `topic`. */
function filler(random, words, topic, facts) {
  const slots = {
    unit: () => facts.unit.name,
    Unit: () => asSubject(facts.unit),
    name: () => topic.name,
    act: () => random.pick(topic.acts),
    thing: () => random.pick(topic.things),
    agency: () => random.pick(AGENCIES),
    Agency: () => capital(random.pick(AGENCIES)),
    agency2: () => random.pick(AGENCIES),
    audience: () => random.pick(words.audiences),
    person: () => random.pick(words.persons),
    personplace: () => random.pick(PERSON_PLACES),
    money: () => random.pick(MONEY),
    cause: () => random.pick(CAUSES),
    reason: () => random.pick(REASONS),
    period: () => `${random.pick(PERIODS)} năm ${facts.year}`,
    deadline: () => `tháng ${random.between(1, 12)} năm ${facts.year + random.below(2)}`,
    count: () => String(random.between(41, 990)),
    count2: () => String(random.between(2, 29)),
    percent: () => String(random.between(12, 99)),
    percent2: () => String(random.between(2, 9)),
    day: () => String(random.between(5, 25)),
  };
  return (sentence) => sentence.replace(/\{(\w+)\}/g, (whole, slot) => slots[slot]());
}

function title(random, words, facts) {
  const { unit, topic, year, model, index } = facts;
  const of = unit.parent && random.chance(35) ? `${unit.name}, ${unit.parent.name}` : unit.name;
  const from = random.chance(50) ? `năm ${year}` : `giai đoạn ${year} – ${year + 4}`;
  if (index) return `${index[random.below(2)]} năm ${year - 1}: ${of} tăng ${random.between(1, 15)} bậc`;
  if (model && random.chance(60))
    return random.chance(50)
      ? `Ra mắt mô hình “${model}” tại ${of}`
      : `${capital(of)} học tập mô hình “${model}” của tỉnh bạn`;
  switch (random.below(6)) {
    case 0:
      return `${capital(of)} ${random.pick(VERBS)} ${topic.name} ${from}`;
    case 1:
      return `${capital(topic.name)}: ${of} đưa ${random.pick(topic.things)} đến với ${random.pick(words.audiences)}`;
    case 2:
      return `${capital(of)} ${random.pick(topic.acts)}`;
    case 3:
      return `${capital(random.pick(topic.things))}: kết quả ${random.pick(PERIODS)} năm ${year} ở ${of}`;
    case 4:
      return `${capital(of)} ${random.pick(VERBS)} ${topic.name}, chú trọng ${random.pick(topic.things)}`;
    default:
      return `${capital(random.pick(topic.acts))} – cách làm ở ${of}`;
  }
}

function body(random, words, facts) {
  const fill = filler(random, words, facts.topic, facts);
  const others = words.topics.filter((topic) => topic !== facts.topic);
  const aside = () => filler(random, words, random.pick(others), facts)(random.pick(ASIDES));
  const place = facts.unit.parent && random.chance(60) ? `${facts.unit.name}, ${facts.unit.parent.name}` : facts.unit.name;
  const { decision } = facts;
  const first = decision
    ? `${random.chance(50) ? capital(inWords(decision.date)) : `Ngày ${dayFirst(decision.date)}`}, ${decision.symbol.endsWith("HĐND") ? "Hội đồng nhân dân" : "Ủy ban nhân dân"} ${place} ban hành ${decision.kind} số ${decision.printed} ${decision.title}.`
    : `${capital(inWords(facts.date))}, Ủy ban nhân dân ${place} tổ chức hội nghị về ${facts.topic.name}.`;
  const told = random.some(SENTENCES, 12).map(fill);
  if (facts.model) told.push(`Mô hình “${facts.model}” được chọn làm điểm trong ${random.between(2, 9)} tháng.`);
  if (random.chance(55)) told.push(aside());
  told.push(...random.some(GENERAL, 3).map(fill), ...facts.planted);
  const sentences = random.some(told, told.length);
  const cut = random.between(3, 5);
  const tasks = random.some(facts.topic.acts, 3).map((act) => `${capital(act)}.`);
  return {
    paragraphs: [[first, ...sentences.slice(0, cut)], sentences.slice(cut, cut + 4)],
    tasks,
    last: sentences.slice(cut + 4),
  };
}

function day(random, unit, year) {
  const end = unit.validTo ? END_OF_DISTRICTS : LAST_DAY;
  const from = year ? Date.UTC(year, 1, 1) : FIRST_DAY,
    to = year ? Date.UTC(year, 11, 20) : end;
  return new Date(from + random.below(Math.floor((Math.min(to, end) - from) / DAY)) * DAY);
}

/** What decisions are about, as their title says. */
function decisionTitle(random, topic, year) {
  switch (random.below(4)) {
    case 0:
      return `về việc ${random.pick(topic.acts)}`;
    case 1:
      return `ban hành Kế hoạch ${topic.name} năm ${year}`;
    case 2:
      return `phê duyệt Đề án ${topic.name} giai đoạn ${year} – ${year + 4}`;
    default:
      return `về ${topic.name}`;
  }
}

/** The bulletin with the number `place` of a site; `wanted` asks for a decision of a certain unit, number and year. */
export function makeBulletin(place, { seed, words, units, numbers, wanted, planted }) {
  const random = new Random(seed, `bulletin ${place}`);
  // Few units write much, many write little.
  const group = wanted
    ? null
    : random.below(100) < 25
      ? units.provinces
      : random.below(100) < 80
        ? units.communes
        : units.ended;
  const unit = wanted?.unit ?? group[Math.floor(group.length * (random.below(1000) / 1000) ** 1.6)];
  const decided = day(random, unit, wanted?.year);
  const date = new Date(Math.min(decided.getTime() + random.below(12) * DAY, unit.validTo ? END_OF_DISTRICTS : LAST_DAY));
  const topic = random.pick(words.topics),
    year = date.getUTCFullYear();
  const facts = { place, unit, topic, date, year, planted, wanted };
  facts.index = !wanted && random.chance(5) ? random.pick(INDICES) : null;
  facts.model = random.chance(22) ? random.pick(words.models) : null;
  if (wanted || random.chance(88)) {
    const numbered = numbers.next(unit, decided.getUTCFullYear(), wanted ?? {});
    if (numbered)
      facts.decision = {
        ...numbered,
        date: decided,
        year: decided.getUTCFullYear(),
        title: decisionTitle(random, topic, year),
      };
  }
  facts.title = capital(title(random, words, facts));
  facts.body = body(random, words, facts);
  facts.targets =
    facts.decision && random.chance(60)
      ? Array.from({ length: random.between(1, 3) }, (none, at) => makeTarget(at, { ...facts, random }))
      : [];
  facts.summary = random.chance(40) ? filler(random, words, topic, facts)(random.pick(SENTENCES)) : null;
  facts.tag = random.chance(40) ? topic.name : null;
  facts.attachment = random.chance(6) ? `Phụ lục về ${random.pick(topic.things)}` : null;
  facts.category = facts.index ? "chi-so" : facts.model ? "mo-hinh" : facts.targets.length ? "ke-hoach" : "tin-dia-phuong";
  facts.slug = `b${String(place).padStart(5, "0")}-${slug(topic.id)}`;
  facts.url = `tin/${year}/${two(date.getUTCMonth() + 1)}/${facts.slug}.html`;
  facts.typing = {
    abbreviations: random.pick([0, 0, 50, 100, 100]),
    lateTone: random.chance(30),
    decomposed: random.chance(3),
  };
  return facts;
}
