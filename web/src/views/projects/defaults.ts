// What a new session of a project gets, as a form. Pure.
import type { Defaults } from "@/api/http";

export interface Written {
  model: string;
  profile: string;
  width: string;
  height: string;
  locale: string;
  timezone: string;
  hosts: string;
}

export function writtenOf({ model, profile, desk }: Defaults): Written {
  return {
    model,
    profile,
    width: String(desk.width ?? ""),
    height: String(desk.height ?? ""),
    locale: desk.locale ?? "",
    timezone: desk.timezone ?? "",
    hosts: (desk.hosts ?? []).join("\n"),
  };
}

const pixels = (text: string): number | null => (/^\d{3,4}$/.test(text.trim()) ? Number(text) : null);

/** The defaults that were written; what is empty, or no number of pixels, is as the settings have it. */
export function defaultsOf(written: Written): Defaults {
  const hosts = written.hosts.split(/[\s,]+/).filter(Boolean);
  return {
    model: written.model,
    profile: written.profile,
    desk: {
      width: pixels(written.width),
      height: pixels(written.height),
      locale: written.locale.trim() || null,
      timezone: written.timezone.trim() || null,
      hosts: hosts.length ? hosts : null,
    },
  };
}
