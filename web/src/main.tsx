import "./design/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import { fetchedAt } from "./app/pages";
import { chosenTongue, SpeechProvider, wordsOf } from "./words";

const root = document.getElementById("root");
if (!root) throw new Error("the page has no #root");

const tongue = chosenTongue();
void Promise.all([wordsOf(tongue), fetchedAt(location.pathname)]).then(([words]) =>
  createRoot(root).render(
    <StrictMode>
      <SpeechProvider tongue={tongue} initial={words}>
        <App />
      </SpeechProvider>
    </StrictMode>,
  ),
);
