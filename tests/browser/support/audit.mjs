//! Lighthouse as on a phone: takes an address and the port of a Chromium that may be controlled, gives the report and the
//! complaints about it. Performance is a simulation that depends on how busy the machine is, so nobody is judged by it;
//! what moves the page and what holds its first paint back is.

import { createServer } from "node:net";
import lighthouse from "lighthouse";

const FULL = ["accessibility", "best-practices", "seo"];

/** A port for Chromium's remote control that nobody uses now. */
export async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => { probe.listen(0, "127.0.0.1", resolve); });
  const { port } = probe.address();
  await new Promise((resolve) => { probe.close(resolve); });
  return port;
}

export async function audit(address, port) {
  const options = { port, logLevel: "silent", output: "json", onlyCategories: [...FULL, "performance"] };
  const { lhr: report } = await lighthouse(address, options);
  if (report.runtimeError) {
    throw new Error(`${address}: ${report.runtimeError.message}`);
  }
  return report;
}

export function scores(report) {
  return Object.values(report.categories).map(({ id, score }) => `${id} ${Math.round(score * 100)}`).join(", ");
}

/** Whatever keeps a category from 100, a layout that moves, and more than one script or sheet before the first paint. */
export function auditFaults(report) {
  const complaints = FULL.flatMap((category) => {
    const { auditRefs, score } = report.categories[category];
    const failed = auditRefs.filter(({ id, weight }) => weight > 0 && report.audits[id].score !== null && report.audits[id].score < 1);
    return [
      ...failed.map(({ id }) => `${category}: ${id}: ${report.audits[id].title}`),
      ...(score === 1 || failed.length > 0 ? [] : [`${category} is ${score * 100}`]),
    ];
  });
  const shift = report.audits["cumulative-layout-shift"].numericValue;
  if (shift !== 0) complaints.push(`the layout shifts by ${shift}`);
  const blocking = report.audits["render-blocking-resources"]?.details?.items ?? [];
  // The reader's choices and a register's filter take their place before the first paint: later they would move the page.
  for (const [ending, most] of [[".js", 2], [".css", 1]]) {
    const waiting = blocking.filter(({ url }) => url.endsWith(ending)).length;
    if (waiting > most) complaints.push(`${waiting} files *${ending} hold the first paint back`);
  }
  return complaints;
}
