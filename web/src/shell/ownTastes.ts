// The account's theme and language: chosen in one browser, they hold in every other where the person signs in.
import { useEffect } from "react";
import * as api from "@/api/calls";
import { chooseTheme, chosenTheme } from "@/design/theme";
import { useSpeech } from "@/words";
import { useMe } from "./me";
import { useTastes } from "./useTastes";

/** Choosing them. If the server can't keep what was chosen, this browser still does. */
export const useOwnTastes = () => useTastes((changes) => void api.changeMe(changes).catch(() => undefined));

/** Shows what the account keeps, once it is known and whenever it changes; what was never chosen stays as it is here. */
export function useTastesOfAccount(): void {
  const { theme, language } = useMe().account;
  const { tongue, speak } = useSpeech();
  useEffect(() => {
    if (theme && theme !== chosenTheme()) chooseTheme(theme);
  }, [theme]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen here must not be undone before it is kept
  useEffect(() => {
    if (language && language !== tongue) speak(language);
  }, [language, speak]);
}
