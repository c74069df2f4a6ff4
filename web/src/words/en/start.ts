export const start = {
  hello: "What shall be done?",
  helloNamed: (name: string) => `What shall be done, ${name}?`,
  explain:
    "Say it in your own words. The agent works on a desk of its own; you watch, stop it, or take over at any moment.",
  stepsTitle: "No model is set up yet, and none is needed to begin",
  stepsText:
    "Deskhand has a model built in, “steps”. It follows plain-language lines: it finds what they name on the screen and does just that, with no key, no cost and no network.",
  placeholder: "For example: find the three cheapest phone plans for 20 GB and put them into a table",
  stepsPlaceholder: "One step a line, in plain words",
  stepsExample: 'open http://example.test\nclick "New expense"\ntype "Lunch" into "Merchant"\nexpect "Saved"',
  watchTitle: "Watch a job",
  watchText: "each on a real desk, on this machine",
  watchRun: "Watch it",
  galleryTitle: "See what artifacts can be",
  galleryText: "A dashboard, a game, slides, a scene in three dimensions, a table of 100,000 rows: one of each kind.",
  galleryLook: "Look",
  addKey: "Add a key for another model",
  recent: "Lately",
  model: "Model",
  profile: "Risk",
  project: "Project",
  personalProject: "Personal",
  noKey: "needs a key",
  builtin: "built in",
  startButton: "Start",
  starting: "Starting…",
  profileNotes: {
    cautious: "asks before most things",
    balanced: "asks before what leaves the desk or can't be undone",
    trusting: "asks only before what can't be undone",
  },
};

export const login = {
  title: "Sign in",
  subtitle: "Your agent's desk, your window on it.",
  name: "Name",
  password: "Password",
  submit: "Sign in",
  wrong: "This name and password don't fit.",
  slow: "Too many tries. Wait a moment.",
  linkTitle: "Or use the link",
  linkText: "On the machine that runs Deskhand, the terminal shows a link that signs you in once. Make a new one with",
  linkUsedTitle: "This link was used already",
  linkUsedText:
    "Each link signs in one browser, once, and only for a short time. Make a new one on the machine that runs Deskhand:",
  askedTitle: (name: string) => `Sign in as ${name}?`,
  askedText:
    "A link led here. Go on only if you know who sent it: what you then do here is seen by whoever has this account.",
  askedInstead: (name: string) =>
    `You are signed in as ${name}, and would not be any more. Go on only if you know who sent the link that led here.`,
  askedYes: (name: string) => `Sign in as ${name}`,
  askedNo: "Leave it",
  signedOut: "You are signed out.",
  toLogin: "Sign in with a password",
};
