// Using a tool of the session without the model: the command goes out, and the result is read from the events.
import * as api from "@/api/calls";
import { newId } from "@/api/client";
import type { CallFinished, OriginGiven, UseTool } from "@/api/events";
import type { Recorded } from "@/api/types";

export interface UseWish {
  tool: string;
  arguments: NonNullable<UseTool["arguments"]>;
  origin?: OriginGiven;
}

/** How else a command is put that uses one: by a request of its own, under this id. */
export type Putting = (id: string) => Promise<unknown>;

/** How a call ended. */
export type Used = Pick<CallFinished, "status" | "content" | "details">;

type Events = (listener: (events: readonly Recorded[]) => void) => () => void;

/** Uses a tool; the result, once it is there: with a question in between that may take its time. Throws ApiError where
 * the server did not take it, Error where it was turned away later. */
export async function use(session: string, onEvents: Events, wish: UseWish | Putting): Promise<Used> {
  const id = newId();
  let call = "";
  let off = () => {};
  const ended = new Promise<Used>((resolve, reject) => {
    off = onEvents((events) => {
      for (const { event } of events) {
        if (event.type === "called" && event.command === id) call = event.call.id;
        if (event.type === "command_ignored" && event.command === id) reject(new Error(event.reason));
        if (event.type === "call_finished" && call && event.call === call) resolve(event);
      }
    });
  });
  // Nobody may wait for it yet when it is turned away.
  ended.catch(() => {});
  try {
    await (typeof wish === "function" ? wish(id) : api.command(session, { command: "use_tool", ...wish }, id));
    return await ended;
  } finally {
    off();
  }
}
