// Several people and a model at one artifact: writing it at once.
export const together = {
  coming: "Coming…",
  away: "No connection. What you type is kept in this browser, and sent as soon as there is one.",
  gone: "The artifact was deleted.",
  ended: (words: string) => `Writing together has ended: ${words}`,
  watching: "You see what the others write, as they do.",
  sameAs: (n: number) => `The same as version ${n}`,
  alsoHere: "Also here",
  theyWrite: (names: string) => `${names} ${names.includes(",") ? "are" : "is"} writing this now.`,
  leftUnsaved: (names: string) => `There is something unsaved in it${names ? `, by ${names}` : ""}.`,
  join: "Write along",
  watch: "Watch",
  discardTitle: "Discard what others wrote, too?",
  discardText: "There are unsaved words of others in it. All of it goes back to the version it was written from.",
  savedBy: (n: number, who: string) => `${who} saved this as version ${n}.`,
  byPeople: (names: string) => `by ${names}`,
  merged: (n: number, who: string) => `${who} made version ${n}. It is in your text now.`,
  mergedConflicts: (n: number) =>
    n === 1
      ? "In one place both of you changed the same: both are there, choose."
      : `In ${n} places both of you changed the same: both are there, choose.`,
  conflicts: (n: number) =>
    n === 1
      ? "One place was changed twice: both are in the text."
      : `${n} places were changed twice: both are in the text.`,
  notSaved: "Not saved yet",
  notSavedHint: "A newer version changed the same lines. Both are in the text: decide, then save.",
  marks: {
    title: "Changed twice:",
    keepDraft: "Keep what was typed",
    keepTheirs: (name: string) => `Take ${name}`,
    keepBoth: "Keep both",
  },
};
