// Says that a letter was read. What comes of that is not on the page.
fetch(location.pathname.replace("/mail/", "/seen/"), { method: "POST" });
