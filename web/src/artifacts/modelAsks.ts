// Questions of an artifact to the session's model, one after the other, of the budget of whoever looks at it.
import * as api from "@/api/artifacts";
import type { AskView } from "@/api/http";
import type { Given } from "./serving";
import type { Shown } from "./showing";

const WHY: Record<AskView["why"], string> = {
  "": "",
  no_model: "the model of this session can't answer questions",
  viewer: "who may only look here has no budget for questions",
  off: "questions of artifacts to a model are turned off here",
};

/** Of the artifacts of one session. asked: something was spent. */
export class ModelAsks {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly session: string,
    private readonly asked: () => void,
  ) {}

  async serve(act: string, data: string, of: Shown, gone: AbortSignal): Promise<Given> {
    if (act === "why") return { value: WHY[(await api.asking(this.session, of.artifact)).why] };
    if (act !== "ask") return { error: `there is no model.${act}` };
    const answer = this.last.then(() => this.ask(data, of, gone));
    this.last = answer.catch(() => undefined);
    return answer;
  }

  private async ask(data: string, { artifact, version = 0 }: Shown, gone: AbortSignal): Promise<Given> {
    if (gone.aborted) return { error: "it is not shown any more" };
    const { prompt, system, answer_schema } = JSON.parse(data);
    try {
      return { value: await api.askModel(this.session, artifact, { version, prompt, system, answer_schema }, gone) };
    } finally {
      this.asked();
    }
  }
}
