// Forms. Nothing is sent from here, so the seal makes the browser take a submit button for nothing: no check of the fields,
// no `submit`, and whatever a page does there itself never happens. All of that but the sending is given back here.
import { afterwards } from "./afterwards.ts";

const WAITS_FOR_ENTER = /^(?:text|search|url|tel|email|password|date|month|week|time|datetime-local|number)$/;

type Submitter = HTMLButtonElement | HTMLInputElement;

function submitterOf(element: EventTarget | undefined): Submitter | null {
  if (element instanceof HTMLButtonElement) return element.type === "submit" ? element : null;
  if (element instanceof HTMLInputElement) return /^(?:submit|image)$/.test(element.type) ? element : null;
  return null;
}

/** What the browser would do with a form whose address leads nowhere. */
function submitted(form: HTMLFormElement, submitter: Submitter | null): void {
  if (!form.isConnected) return;
  if (!form.noValidate && !submitter?.formNoValidate && !form.reportValidity()) return;
  const event = new SubmitEvent("submit", { bubbles: true, cancelable: true, submitter });
  if (!form.dispatchEvent(event)) return;
  if ((submitter?.getAttribute("formmethod") ?? form.method).toLowerCase() === "dialog") {
    form.closest("dialog")?.close(submitter?.hasAttribute("value") ? submitter.value : undefined);
    return;
  }
  console.warn("A form was not sent: nothing leaves an artifact. Handle its submit event, and prevent its default.");
}

function clicked(event: Event): void {
  const button = event
    .composedPath()
    .map(submitterOf)
    .find((found) => found !== null);
  if (!button || button.matches(":disabled")) return;
  afterwards(event, () => {
    if (button.form) submitted(button.form, button);
  });
}

/** Return in the only field of a form without a button; where there is one, the browser clicks it. */
function entered(event: KeyboardEvent): void {
  const [field] = event.composedPath();
  if (event.key !== "Enter" || event.isComposing || !(field instanceof HTMLInputElement)) return;
  const { form } = field;
  if (!form || !WAITS_FOR_ENTER.test(field.type)) return;
  const inside = [...form.elements, ...form.querySelectorAll("input[type=image]")];
  const fields = inside.filter((each) => each instanceof HTMLInputElement && WAITS_FOR_ENTER.test(each.type));
  if (fields.length > 1 || inside.some((each) => submitterOf(each))) return;
  afterwards(event, () => submitted(form, null));
}

function requestSubmit(this: HTMLFormElement, submitter: HTMLElement | null = null): void {
  const button = submitterOf(submitter ?? undefined);
  if (submitter && !button) throw new TypeError("The specified element is not a submit button.");
  if (button && button.form !== this) {
    throw new DOMException("The specified element is not owned by this form element.", "NotFoundError");
  }
  submitted(this, button);
}

/** From here on forms do for a page what they do elsewhere. */
export function giveForms(): void {
  window.addEventListener("click", clicked, true);
  window.addEventListener("keypress", entered, true);
  Object.defineProperty(HTMLFormElement.prototype, "requestSubmit", {
    value: requestSubmit,
    configurable: true,
    writable: true,
  });
}
