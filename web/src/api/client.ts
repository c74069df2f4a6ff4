// One way to the server: JSON, the token against forged requests, and errors with what to do about them.
import { early, forgetEarly } from "./early";
import type { ErrorCode, Me } from "./types";

export class ApiError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly hint: string,
    readonly status: number,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

type Listener = () => void;

let csrf = "";
const signedOut = new Set<Listener>();

/** Calls `listener` whenever the server says that nobody is signed in. */
export function onSignedOut(listener: Listener): () => void {
  signedOut.add(listener);
  return () => signedOut.delete(listener);
}

export function keepToken(token: string): void {
  csrf = token;
}

interface Options {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  json?: unknown;
  body?: BodyInit;
  type?: string;
  signal?: AbortSignal | undefined;
}

async function failure(response: Response): Promise<ApiError> {
  const told = await response.json().catch(() => null);
  const error = told?.error;
  if (error && typeof error.code === "string") {
    return new ApiError(error.code, String(error.message ?? ""), String(error.hint ?? ""), response.status);
  }
  const code: ErrorCode =
    response.status === 401 ? "unauthenticated" : response.status >= 500 ? "unavailable" : "invalid";
  return new ApiError(code, `${response.status} ${response.statusText}`, "", response.status);
}

async function answer(path: string, { method = "GET", json, body, type, signal }: Options): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (method !== "GET") headers["X-Deskhand-CSRF"] = csrf;
  if (json !== undefined) headers["Content-Type"] = "application/json";
  else if (type) headers["Content-Type"] = type;
  const init: RequestInit = { method, headers, credentials: "same-origin" };
  if (json !== undefined) init.body = JSON.stringify(json);
  else if (body !== undefined) init.body = body;
  if (signal) init.signal = signal;
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError("unreachable", "", "", 0);
  }
}

/** Asks the server; gives its JSON, or undefined where it says nothing. Throws ApiError. */
export async function ask<T>(path: string, options: Options = {}): Promise<T> {
  const response = await good(path, options);
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** A file that the server makes or has, and what it says of it in a header. Throws ApiError. */
export async function askFile(path: string, header = ""): Promise<{ blob: Blob; name: string; said: string }> {
  const response = await good(path, {});
  const named = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get("content-disposition") ?? "")?.[1] ?? "";
  const said = header ? (response.headers.get(header) ?? "") : "";
  return { blob: await response.blob(), name: decodeURIComponent(named), said };
}

/** The bytes of a file, at most so many. Throws ApiError. */
export async function askBytes(path: string, most: number, signal?: AbortSignal): Promise<ArrayBuffer> {
  const response = await good(path, { signal });
  const tooLarge = new ApiError("too_large", `it has more than ${most} bytes`, "", 413);
  if (Number(response.headers.get("content-length")) > most) {
    await response.body?.cancel();
    throw tooLarge;
  }
  const data = await response.arrayBuffer();
  if (data.byteLength > most) throw tooLarge;
  return data;
}

async function good(path: string, options: Options): Promise<Response> {
  const asked = options.method ?? "GET";
  let response = (asked === "GET" && (await early(path))) || (await answer(path, options));
  if (response.status === 403 && options.method && options.method !== "GET" && (await tokenIsNew())) {
    response = await answer(path, options);
  }
  if (!response.ok) {
    const error = await failure(response);
    if (error.code === "unauthenticated") {
      forgetEarly();
      for (const listener of signedOut) listener();
    }
    throw error;
  }
  return response;
}

/** After the server was started anew the token may be another: asks for it, and says whether it changed. */
async function tokenIsNew(): Promise<boolean> {
  const before = csrf;
  const response = await answer("/api/me", {}).catch(() => null);
  if (!response?.ok) return false;
  csrf = ((await response.json()) as Me).csrf;
  return csrf !== before;
}

/** A random id of 128 bits. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const at = (...parts: string[]): string => `/api/${parts.map(encodeURIComponent).join("/")}`;

export function query(values: Record<string, string | number | boolean | null | undefined>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return given.length ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}` : "";
}
