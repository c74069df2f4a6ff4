// How much of a page is looked at, counted in pieces of work: so what is listed depends on the page, and not on how busy
// the machine is. About a microsecond each on an idle one (measured on pages of 10,000 links and of 5,000 paragraphs).

const WORK_MAX = 600000, WORK_MS = 2500;
const VISIT = 10, DESCRIBE = 40, HIT = 10, STYLE = 3;
const TOLD_EVERY = 5000;
const work = { done: 0, told: 0, until: 0, over: false };
// The layout that a page owes is its own work, and comes before ours. The clock is for machines that are hardly moving.
const beginWork = () => {
  if (document.documentElement) rectOf(document.documentElement);
  work.done = work.told = 0;
  work.until = performance.now() + WORK_MS;
  work.over = false;
};
// Whether enough was done.
const spend = (pieces) => {
  work.done += pieces;
  if (work.done >= work.told) {
    work.told = work.done + TOLD_EVERY;
    work.over ||= work.done > WORK_MAX || performance.now() > work.until;
  }
  return work.over;
};
