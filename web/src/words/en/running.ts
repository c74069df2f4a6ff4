/** A file of an artifact that is run on the desk, and where its files go there. */
export const running = {
  run: "Run",
  output: "Output",
  begins: "It is put on the desk…",
  waits: "It waits for its turn…",
  runs: "It runs…",
  done: "Done",
  noProgram: "This desk has no program for it.",
  close: "Close the output",
};
