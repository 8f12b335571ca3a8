//! Queries by the number of a decision, in every spelling, and by dates.

import { dayFirst } from "../generate/bulletin.mjs";
import { unaccented } from "../generate/text.mjs";

const SHORT = {
  "QĐ-UBND": "QĐ",
  "KH-UBND": "KH",
  "CT-UBND": "CT",
  "NQ-HĐND": "NQ",
  "BC-UBND": "BC",
  "TB-UBND": "TB",
  "CTr-UBND": "CTr",
};

export function askNumbers(asker) {
  const { corpus, site } = asker;
  const all = site.bulletins.filter(({ decision }) => decision);
  // A number like 2021 alone means a year; a normative one has its year in it.
  const plain = all.filter(
    ({ decision: { number, printed } }) =>
      number > 99 && (number < 1900 || number > 2030) && printed.split("/").length === 2,
  );
  const same = (one, more = () => true) =>
    corpus.numbered(
      (decision, document) => decision.number === one.number && decision.symbol === one.symbol && more(decision, document),
    );
  const spelled = (kind, spell, judge = (one) => same(one)) =>
    asker.ask(kind, 12, (random) => {
      const { decision, unit } = random.pick(plain);
      return { text: spell(decision, unit, random), judged: judge(decision, unit) };
    });

  spelled("number as printed", (one) => one.printed);
  asker.ask("number with its year in it", 12, (random) => {
    const { decision } = random.pick(all.filter(({ decision: { printed } }) => printed.split("/").length === 3));
    return { text: decision.printed, judged: corpus.numbered(({ printed }) => printed === decision.printed) };
  });
  spelled("number, spaces for signs", (one) => unaccented(one.printed).toLowerCase().replace(/[/-]/g, " "));
  spelled("number after its type", (one, unit, random) => `${SHORT[one.symbol]}${random.pick([" ", "-"])}${one.number}`);
  spelled(
    "number after the name of its type",
    (one, unit, random) => `${random.chance(50) ? one.kind : one.kind.toLowerCase()} số ${one.number}`,
  );
  spelled("number and half a symbol", (one) => `${one.number}/${SHORT[one.symbol]}`);
  spelled(
    "number alone",
    (one) => String(one.number),
    (one) => corpus.numbered(({ number }) => number === one.number),
  );
  spelled(
    "number and year",
    (one, unit, random) => (random.chance(50) ? `${one.number}/${one.year}` : `${one.printed} năm ${one.year}`),
    (one) => same(one, ({ year }) => year === one.year),
  );
  // "1954/2021" names no type, so every type is right.
  for (const query of asker.queries.filter(({ kind, text }) => kind === "number and year" && /^\d+\/\d+$/.test(text))) {
    const [number, year] = query.text.split("/").map(Number);
    query.judged = corpus.numbered((decision) => decision.number === number && decision.year === year);
  }
  spelled(
    "number and unit",
    (one, unit, random) => `${random.chance(50) ? one.number : one.printed} ${random.chance(50) ? unit.bare : unit.name}`,
    (one, unit) => ({
      ...corpus.numbered((decision, document) => decision.number === one.number && document.unit.bare === unit.bare),
    }),
  );
  near(asker);
  dates(asker, all);
}

/** The bases of the families: among neighbours and namesakes only the number that was asked for is right. */
function near(asker) {
  const { corpus, site } = asker;
  const members = site.bulletins.filter(({ wanted, decision }) => wanted && decision);
  asker.ask("near numbers", 18, (random) => {
    const { decision, unit } = random.pick(members);
    const isYear = decision.number >= 1900 && decision.number <= 2030;
    switch (random.below(4)) {
      case 0:
        return isYear
          ? null
          : { text: `số ${decision.number}`, judged: corpus.numbered(({ number }) => number === decision.number) };
      case 1:
        return { text: decision.printed, judged: corpus.numbered(({ printed }) => printed === decision.printed) };
      case 2:
        return {
          text: `${decision.printed} ${unit.name}`,
          judged: corpus.numbered(
            ({ printed }, document) => printed === decision.printed && document.unit.bare === unit.bare,
          ),
        };
      default:
        return {
          text: `${decision.printed} năm ${decision.year}`,
          judged: corpus.numbered(({ printed, year }) => printed === decision.printed && year === decision.year),
        };
    }
  });
}

function dates(asker, all) {
  const { corpus } = asker;
  const dated = (keep) => {
    const judged = {};
    for (const document of corpus.documents)
      if (document.date && keep(document.date)) judged[document.url] = document.kind === "target" ? 2 : 3;
    return judged;
  };
  const day = (one) => (date) => date.getTime() === one.getTime();
  const month = (one) => (date) =>
    date.getUTCMonth() === one.getUTCMonth() && date.getUTCFullYear() === one.getUTCFullYear();
  /** A bulletin of another day that reports a decision of this one. */
  const told = (one) => Object.fromEntries(all.filter(({ decision }) => day(one)(decision.date)).map(({ url }) => [url, 2]));
  asker.ask("day", 14, (random, turn) => {
    const { date } = random.pick(all).decision;
    const text =
      turn % 2 ? dayFirst(date) : `ngày ${date.getUTCDate()} tháng ${date.getUTCMonth() + 1} năm ${date.getUTCFullYear()}`;
    return { text, judged: { ...told(date), ...dated(day(date)) } };
  });
  asker.ask("month", 14, (random, turn) => {
    const { date } = random.pick(all),
      number = date.getUTCMonth() + 1,
      year = date.getUTCFullYear();
    const text = [`${number}/${year}`, `tháng ${number} năm ${year}`, `tháng ${number}/${year}`][turn % 3];
    const told = corpus.grades(`tháng ${number} năm ${year}`);
    return { text, judged: { ...Object.fromEntries(Object.keys(told).map((url) => [url, 1])), ...dated(month(date)) } };
  });
}
