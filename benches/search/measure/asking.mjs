//! Asks an engine all queries, as one reader after the other would, and notes the answers.

/** Days as bantin shows them: 06/10/2021. */
const sortable = (date) => date.split("/").reverse().join("-");

function isNewestFirst(shown) {
  const dates = shown.filter((one) => one?.date).map(({ date }) => sortable(date));
  return dates.every((date, at) => at === 0 || dates[at - 1] >= date);
}

/** A result whose file could not be loaded has no address. */
const urlsOf = ({ shown }) => shown.map((one) => one?.url ?? "");

/**
 * `engine.ask(query)` gives `{ shown, milliseconds }`. Every query is asked twice: the second time counts, as its files
 * are there then. `same` says whether a query found what its plain form finds, `repeats` whether asking again at the end
 * gives the first answer.
 */
export async function askAll(engine, queries) {
  const answers = [];
  for (const query of queries) {
    const first = await engine.ask(query);
    const again = await engine.ask(query);
    const urls = urlsOf(first);
    const answer = {
      query,
      urls,
      milliseconds: again.milliseconds,
      corrected: first.corrected,
      count: first.count,
      bytes: first.bytes,
    };
    if (query.newest) answer.order = isNewestFirst(first.shown);
    if (query.like) answer.same = urlsOf(await engine.ask({ ...query, text: query.like })).join() === urls.join();
    answers.push(answer);
  }
  const some = answers.filter((answer, at) => at % 10 === 0);
  let repeated = 0;
  for (const { query, urls } of some) {
    if (urlsOf(await engine.ask(query)).join() === urls.join()) repeated++;
  }
  return { answers, repeats: repeated / some.length };
}
