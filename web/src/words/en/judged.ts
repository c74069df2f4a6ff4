import type { Touch, Verdict } from "@/api/events";

type RiskClass = Touch["classes"][number];
type Ground = NonNullable<Verdict["ground"]>;

const does: Record<RiskClass, string> = {
  look: "This changes nothing.",
  move: "This moves about and sends nothing.",
  write_on_desk: "This changes what is on the desk and sends nothing yet.",
  run_code: "This runs a command on the desk.",
  visit_known: "This opens a page of {to}.",
  visit_new: "This opens a page of {to}, which is not one of this desk's sites.",
  sign_in: "This signs in or out at {to}, or fills in a password or code.",
  personal_data: "This fills in something personal; it is not sent yet.",
  submit: "This sends what is filled in to {to}.",
  send: "This may send a message to {people} by {to}.",
  pay: "This orders or pays at {to}.",
  delete: "This deletes something at {to}.",
  install: "This installs software.",
  change_settings: "This changes settings at {to}.",
  accept_terms: "This accepts terms or signs something at {to}.",
  grant_permission: "This gives a site or program a permission.",
  take_out: "This gives something of the desk to {to}.",
  bring_in: "This downloads something to the desk.",
};

const grounds: Record<Ground, string> = {
  rule: "The profile “{profile}” has a rule for “{risk}”.",
  silence: "The profile “{profile}” has no rule for “{risk}”.",
  limit: "As many as “{profile}” allows of “{risk}” were done in the last hour.",
  unknown: "“{profile}” limits “{risk}”, and what it limits is not known here.",
  quiet: "These are the quiet hours of “{profile}”, and this is “{risk}”.",
  suspicion: "A stranger's words came before it, and this is “{risk}”, by “{profile}”.",
  remembered: "You answered so for good about “{risk}”, by “{profile}”.",
  once: "“{risk}” was allowed here within the hour, by “{profile}”.",
  unclassed: "What it would do is not known: “{risk}”, by “{profile}”.",
};

export const judged = {
  does,
  grounds,
  thisDesk: "this desk",
  others: "other people",
  more: (names: string, n: number) => `${names} and ${n} more`,
  costs: (does: string, amount: string) => `${does.replace(/\.$/, "")}: ${amount}.`,
  unclear: "not known",
  recorded: "On the record",
  waits: "Asks before it does something",
};
