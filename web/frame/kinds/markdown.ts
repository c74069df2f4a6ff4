// A document in Markdown.
import { type Draw, element } from "./kind.ts";
import { finish, prose } from "./prose.ts";

export const draw: Draw = async (shown) => {
  const page = element("article", { className: "prose" }, prose(shown.text));
  shown.root.append(page);
  if (!shown.partial) await finish(page, shown);
};
