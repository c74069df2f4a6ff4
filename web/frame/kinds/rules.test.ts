// Rules that the frame and the server have in common: the tables of cases are read by the server's tests, too.
import { expect, test } from "vitest";
import CHARTS from "../../../tests/artifacts/charts.json";
import DECKS from "../../../tests/artifacts/decks.json";
import { chartIn } from "./charting.ts";
import { TYPES } from "./plan.ts";
import { split } from "./splitting.ts";

test.each(DECKS)("slides are divided: $text", ({ text, slides, about }) => {
  expect(split(text)).toEqual({ about, slides });
});

const textOf = (chart: { raw?: string; text?: unknown }) => chart.raw ?? JSON.stringify(chart.text);

test.each(CHARTS.filter((chart) => !chart.error))("a chart is read: $says", (chart) => {
  const { plan } = chartIn(textOf(chart));
  const { asked, title, x, labels, series } = chart;
  expect(plan).toEqual({ asked, title, x, labels, series });
  expect(TYPES[plan.asked]).toBe(chart.type);
});

test.each(CHARTS.filter((chart) => chart.error))("what is no chart is told: $says", (chart) => {
  expect(() => chartIn(textOf(chart))).toThrow(chart.error);
});
