import type { Words } from "./en";
import { artifacts } from "./zh/artifacts";
import { asking } from "./zh/asking";
import { common, connection, errors } from "./zh/common";
import { acts, conversation, questions } from "./zh/conversation";
import { costs } from "./zh/costs";
import { desk } from "./zh/desk";
import { files } from "./zh/files";
import { judged } from "./zh/judged";
import { actions, palette } from "./zh/palette";
import { projects } from "./zh/projects";
import { running } from "./zh/running";
import { settings } from "./zh/settings";
import { session, shell } from "./zh/shell";
import { login, start } from "./zh/start";
import { timeline } from "./zh/timeline";
import { together } from "./zh/together";

export const zh: Words = {
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
