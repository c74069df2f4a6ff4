// A stand-in for the vendor's Messages API on loopback: it is no model, and says what a test tells it to, when it tells.
import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** The answer that is being given now; it ends when the test says so, or when who asked hangs up. */
export class Messages {
  private readonly server: Server;
  private answer: ServerResponse | null = null;
  private waiting: (() => void)[] = [];
  /** How many requests came, and how many were broken off by who asked. */
  asked = 0;
  brokenOff = 0;

  constructor() {
    this.server = createServer((request, answer) => {
      request.resume();
      if (!request.url?.startsWith("/v1/messages")) return void answer.writeHead(404).end();
      this.asked += 1;
      answer.on("close", () => {
        if (!answer.writableEnded) this.brokenOff += 1;
        if (this.answer === answer) this.answer = null;
      });
      request.on("end", () => this.begin(answer));
    });
  }

  /** Starts; gives the address. */
  async start(): Promise<string> {
    this.server.listen(0, "127.0.0.1");
    await once(this.server, "listening");
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private begin(answer: ServerResponse): void {
    this.answer = answer;
    answer.writeHead(200, { "content-type": "text/event-stream" });
    const usage = { input_tokens: 10, output_tokens: 1 };
    const message = { id: `msg_${this.asked}`, type: "message", role: "assistant", model: "stand-in", content: [] };
    this.send("message_start", { message: { ...message, stop_reason: null, stop_sequence: null, usage } });
    this.send("content_block_start", { index: 0, content_block: { type: "text", text: "" } });
    for (const go of this.waiting.splice(0)) go();
  }

  private send(type: string, data: object): void {
    this.answer?.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...data })}\n\n`);
  }

  /** Says some words, as soon as somebody asks. */
  async tell(words: string): Promise<void> {
    if (!this.answer) await new Promise<void>((go) => this.waiting.push(go));
    this.send("content_block_delta", { index: 0, delta: { type: "text_delta", text: words } });
  }

  /** Ends the answer. */
  end(): void {
    this.send("content_block_stop", { index: 0 });
    this.send("message_delta", {
      delta: { stop_reason: "end_turn", stop_sequence: null },
      usage: { output_tokens: 5 },
    });
    this.send("message_stop", {});
    this.answer?.end();
  }
}
