/** Acts after the page's own handlers of an event, wherever they end it, unless one of them prevented its default. */
export function afterwards(event: Event, act: () => void): void {
  setTimeout(() => {
    if (!event.defaultPrevented) act();
  }, 0);
}
