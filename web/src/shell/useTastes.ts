// Theme and language: what there is to choose, what is chosen, and choosing it. Who asks says how it is kept.
import type { Theme } from "@/api/types";
import { chooseTheme, useTheme } from "@/design/theme";
import { type Tongue, useSpeech } from "@/words";

export type Tastes = { theme?: Theme; language?: Tongue };

export function useTastes(keep: (changes: Tastes) => void) {
  const { words, tongue, speak } = useSpeech();
  const { shell } = words;
  const theme = {
    value: useTheme(),
    choices: [
      { value: "", label: shell.themeSystem },
      { value: "light", label: shell.themeLight },
      { value: "dark", label: shell.themeDark },
    ] satisfies { value: Theme; label: string }[],
    onChoose: (now: Theme) => {
      chooseTheme(now);
      keep({ theme: now });
    },
  };
  const language = {
    value: tongue,
    choices: [
      { value: "en", label: "English" },
      { value: "zh", label: "中文" },
    ] satisfies { value: Tongue; label: string }[],
    onChoose: (now: Tongue) => {
      speak(now);
      keep({ language: now });
    },
  };
  return { theme, language };
}
