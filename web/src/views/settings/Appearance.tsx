import { useQueryClient } from "@tanstack/react-query";
import * as api from "@/api/calls";
import type { Theme } from "@/api/types";
import { OneOf } from "@/parts/OneOf";
import { Section } from "@/parts/Section";
import { Switch } from "@/parts/Switch";
import { toastError } from "@/parts/toasts";
import { useMe } from "@/shell/me";
import { useTastes } from "@/shell/useTastes";
import { useAlerts } from "@/views/questions/alerts";
import { type Tongue, useSpeech } from "@/words";

/** Theme and language, kept with the account; and whether this browser may tell of a question. */
export function Appearance() {
  const { words } = useSpeech();
  const { settings } = words;
  const me = useMe();
  const client = useQueryClient();
  const alerts = useAlerts();
  const { theme, language } = useTastes(
    (changes) =>
      void api.changeMe(changes).then(
        (now) => client.setQueryData(["me"], { ...me, account: now.account }),
        (error) => toastError(error, words),
      ),
  );
  return (
    <>
      <Section title={settings.appearance.theme} note={settings.appearance.kept}>
        <OneOf<Theme> label={settings.appearance.theme} {...theme} />
      </Section>
      <Section title={settings.appearance.language}>
        <OneOf<Tongue> label={settings.appearance.language} {...language} />
      </Section>
      {alerts.possible && (
        <Section title={words.asking.inbox}>
          <div className="rounded-lg border border-line bg-panel p-4">
            <Switch
              label={settings.appearance.alerts}
              note={alerts.denied ? settings.appearance.alertsDenied : settings.appearance.alertsNote}
              on={alerts.on}
              onChange={alerts.set}
            />
          </div>
        </Section>
      )}
    </>
  );
}
