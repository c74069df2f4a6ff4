import { artifacts } from "./en/artifacts";
import { asking } from "./en/asking";
import { common, connection, errors } from "./en/common";
import { acts, conversation, questions } from "./en/conversation";
import { costs } from "./en/costs";
import { desk } from "./en/desk";
import { files } from "./en/files";
import { judged } from "./en/judged";
import { actions, palette } from "./en/palette";
import { projects } from "./en/projects";
import { running } from "./en/running";
import { settings } from "./en/settings";
import { session, shell } from "./en/shell";
import { login, start } from "./en/start";
import { timeline } from "./en/timeline";
import { together } from "./en/together";

export const en = {
  common,
  errors,
  connection,
  shell,
  session,
  conversation,
  acts,
  questions,
  start,
  login,
  palette,
  actions,
  asking,
  costs,
  projects,
  settings,
  desk,
  timeline,
  together,
  files,
  judged,
  artifacts,
  running,
};

/** Every word of the workspace. A language that lacks one does not compile. */
export type Words = typeof en;
