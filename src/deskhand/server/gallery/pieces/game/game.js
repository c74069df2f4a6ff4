// Lanterns hang in a garden at dusk; a ball of light sets them free. Hand-written, 200 lines, no library.
import { GARDENS, HUES } from "./gardens.js";

const canvas = document.getElementById("field");
const draw = canvas.getContext("2d");
const [W, H] = [canvas.width, canvas.height];
const word = document.getElementById("word");
const PADDLE = { y: H - 36, h: 14 };
const keys = new Set();
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;

let state = "ready"; // ready, held, flying, paused, over
let score = 0;
let level = 0;
let lives = 3;
let paddle = { x: W / 2, w: 130 };
let ball = { x: 0, y: 0, vx: 0, vy: 0, r: 8 };
let lanterns = [];
let sparks = [];
let drops = [];
let trail = [];
let shake = 0;
let last = 0;

let dark = false;
const colours = {};

/** The theme's colours, read when it changes. */
function readColours() {
  const style = getComputedStyle(document.documentElement);
  dark = document.documentElement.classList.contains("dark");
  for (const name of ["sky", "deep", "paddle", "ball"]) colours[name] = style.getPropertyValue(`--${name}`).trim();
}
new MutationObserver(readColours).observe(document.documentElement, { attributes: true, attributeFilter: ["class"] });
readColours();

const show = (id, value) => {
  document.getElementById(id).textContent = value;
};

function hang() {
  const rows = GARDENS[level % GARDENS.length];
  const [cw, ch] = [W / rows[0].length, 38];
  lanterns = rows.flatMap((row, y) =>
    [...row].flatMap((sign, x) => {
      if (sign === " ") return [];
      const hue = HUES[Number.parseInt(sign, 36) % HUES.length];
      return [{ x: x * cw + 5, y: 56 + y * ch, w: cw - 10, h: 26, hue, hits: sign === "9" ? 2 : 1, sway: x * 0.7 + y }];
    }),
  );
}

function hold() {
  state = "held";
  trail = [];
  ball.vx = ball.vy = 0;
}

function begin() {
  [score, level, lives] = [0, 0, 3];
  paddle = { x: W / 2, w: 130 };
  drops = [];
  hang();
  hold();
  say(false);
  canvas.focus();
}

function release() {
  if (state !== "held") return;
  state = "flying";
  const speed = 430 + level * 34;
  const angle = -Math.PI / 2 + (Math.random() - 0.5) * 0.7;
  ball.vx = Math.cos(angle) * speed;
  ball.vy = Math.sin(angle) * speed;
}

function say(title, text = "", button = "Play") {
  word.hidden = !title;
  if (!title) return;
  word.querySelector("h2").textContent = title;
  word.querySelector("p").textContent = text;
  document.getElementById("go").textContent = button;
}

function pause() {
  if (state === "flying") {
    state = "paused";
    say("Paused", "The light waits.", "Go on");
  } else if (state === "paused") {
    state = "flying";
    say(false);
  }
}

function burst(lantern) {
  const count = still ? 6 : 18;
  for (let n = 0; n < count; n++) {
    const angle = Math.random() * Math.PI * 2;
    const speed = 40 + Math.random() * 170;
    sparks.push({
      x: lantern.x + lantern.w / 2,
      y: lantern.y + lantern.h / 2,
      vx: Math.cos(angle) * speed,
      vy: Math.sin(angle) * speed - 60,
      life: 0.5 + Math.random() * 0.7,
      hue: lantern.hue,
    });
  }
  if (Math.random() < 0.1) drops.push({ x: lantern.x + lantern.w / 2, y: lantern.y, wide: Math.random() < 0.6 });
}

function struck(lantern) {
  const [cx, cy] = [lantern.x + lantern.w / 2, lantern.y + lantern.h / 2];
  const [dx, dy] = [(ball.x - cx) / (lantern.w / 2), (ball.y - cy) / (lantern.h / 2)];
  if (Math.abs(dx) > Math.abs(dy)) ball.vx = Math.abs(ball.vx) * Math.sign(dx);
  else ball.vy = Math.abs(ball.vy) * Math.sign(dy);
  lantern.hits -= 1;
  score += 10 * (level + 1);
  shake = still ? 0 : 4;
  burst(lantern);
}

function caught(drop) {
  if (drop.wide) paddle.w = Math.min(240, paddle.w + 36);
  else lives = Math.min(5, lives + 1);
  score += 25;
}

function moveBall(dt) {
  ball.x += ball.vx * dt;
  ball.y += ball.vy * dt;
  if (ball.x < ball.r || ball.x > W - ball.r) {
    ball.x = Math.max(ball.r, Math.min(W - ball.r, ball.x));
    ball.vx *= -1;
  }
  if (ball.y < ball.r) {
    ball.y = ball.r;
    ball.vy = Math.abs(ball.vy);
  }
  const onPaddle = ball.vy > 0 && ball.y + ball.r > PADDLE.y && ball.y < PADDLE.y + PADDLE.h + 8;
  if (onPaddle && Math.abs(ball.x - paddle.x) < paddle.w / 2 + ball.r) {
    const speed = Math.min(900, Math.hypot(ball.vx, ball.vy) * 1.012);
    const angle = -Math.PI / 2 + ((ball.x - paddle.x) / (paddle.w / 2)) * 1.05;
    ball.vx = Math.cos(angle) * speed;
    ball.vy = Math.sin(angle) * speed;
    ball.y = PADDLE.y - ball.r;
  }
  const hit = lanterns.find(
    (each) =>
      ball.x + ball.r > each.x && ball.x - ball.r < each.x + each.w && ball.y + ball.r > each.y && ball.y - ball.r < each.y + each.h,
  );
  if (hit) struck(hit);
  lanterns = lanterns.filter(({ hits }) => hits > 0);
  trail.push({ x: ball.x, y: ball.y });
  if (trail.length > 16) trail.shift();
}

function step(dt) {
  const way = (keys.has("ArrowRight") ? 1 : 0) - (keys.has("ArrowLeft") ? 1 : 0);
  paddle.x = Math.max(paddle.w / 2, Math.min(W - paddle.w / 2, paddle.x + way * 720 * dt));
  if (state === "held" || state === "ready") {
    ball.x = paddle.x;
    ball.y = PADDLE.y - ball.r - 1;
  }
  if (state === "flying") {
    const parts = Math.ceil((Math.hypot(ball.vx, ball.vy) * dt) / 7);
    for (let n = 0; n < parts; n++) moveBall(dt / parts);
    if (ball.y > H + 30) fell();
    else if (!lanterns.length) cleared();
  }
  for (const drop of drops) drop.y += 170 * dt;
  drops = drops.filter((drop) => {
    const isCaught = drop.y > PADDLE.y - 8 && drop.y < PADDLE.y + 24 && Math.abs(drop.x - paddle.x) < paddle.w / 2;
    if (isCaught) caught(drop);
    return !isCaught && drop.y < H;
  });
  for (const spark of sparks) {
    spark.x += spark.vx * dt;
    spark.y += spark.vy * dt;
    spark.vy += 150 * dt;
    spark.life -= dt;
  }
  sparks = sparks.filter(({ life }) => life > 0);
  shake = Math.max(0, shake - dt * 22);
}

function fell() {
  lives -= 1;
  paddle.w = 130;
  if (lives > 0) {
    hold();
    return;
  }
  state = "over";
  say("The light went out", `${score} points, in garden ${level + 1}.`, "Once more");
}

function cleared() {
  level += 1;
  score += 100;
  hang();
  hold();
}

const glows = new Map();

/** A soft light of a hue, painted once: a shadow on every lantern in every frame would be dear. */
function glow(hue) {
  if (glows.has(hue)) return glows.get(hue);
  const made = document.createElement("canvas");
  made.width = made.height = 128;
  const on = made.getContext("2d");
  const light = on.createRadialGradient(64, 64, 4, 64, 64, 64);
  light.addColorStop(0, hue);
  light.addColorStop(1, `${hue}00`);
  on.fillStyle = light;
  on.fillRect(0, 0, 128, 128);
  glows.set(hue, made);
  return made;
}

function lantern(each, time) {
  const dip = still ? 0 : Math.sin(time / 900 + each.sway) * 2;
  draw.globalAlpha = dark ? 0.5 : 0.22;
  draw.drawImage(glow(each.hue), each.x - 22, each.y + dip - 26, each.w + 44, each.h + 52);
  draw.globalAlpha = 1;
  draw.fillStyle = each.hue;
  draw.beginPath();
  draw.roundRect(each.x, each.y + dip, each.w, each.h, 9);
  draw.fill();
  draw.fillStyle = "#ffffff59";
  draw.beginPath();
  draw.roundRect(each.x + 6, each.y + dip + 5, each.w - 12, 5, 3);
  draw.fill();
  if (each.hits > 1) {
    draw.strokeStyle = "#ffffffc0";
    draw.lineWidth = 2;
    draw.strokeRect(each.x + 5, each.y + dip + 4, each.w - 10, each.h - 8);
  }
}

function backdrop(time) {
  const sky = draw.createLinearGradient(0, 0, 0, H);
  sky.addColorStop(0, colours.sky);
  sky.addColorStop(1, colours.deep);
  draw.fillStyle = sky;
  draw.fillRect(0, 0, W, H);
  draw.fillStyle = dark ? "#ffffff" : "#17514d";
  for (let n = 0; n < 60; n++) {
    const [x, y] = [(n * 397) % W, (n * 211) % H];
    draw.globalAlpha = (dark ? 0.35 : 0.07) * (0.5 + 0.5 * Math.sin(time / 1400 + n));
    draw.fillRect(x, y, 2, 2);
  }
  draw.globalAlpha = 1;
}

function paint(time) {
  draw.save();
  if (shake) draw.translate((Math.random() - 0.5) * shake, (Math.random() - 0.5) * shake);
  backdrop(time);
  for (const each of lanterns) lantern(each, time);
  trail.forEach(({ x, y }, place) => {
    draw.globalAlpha = place / 48;
    draw.fillStyle = colours.ball;
    draw.beginPath();
    draw.arc(x, y, (ball.r * place) / 16, 0, 7);
    draw.fill();
  });
  for (const { x, y, life, hue } of sparks) {
    draw.globalAlpha = Math.min(1, life);
    draw.fillStyle = hue;
    draw.fillRect(x - 2, y - 2, 4, 4);
  }
  draw.globalAlpha = 1;
  draw.font = "20px system-ui";
  draw.textAlign = "center";
  draw.fillStyle = colours.ball;
  for (const drop of drops) draw.fillText(drop.wide ? "↔" : "♥", drop.x, drop.y);
  draw.fillStyle = colours.paddle;
  draw.beginPath();
  draw.roundRect(paddle.x - paddle.w / 2, PADDLE.y, paddle.w, PADDLE.h, 7);
  draw.fill();
  draw.globalAlpha = 0.55;
  draw.drawImage(glow(colours.ball), ball.x - 26, ball.y - 26, 52, 52);
  draw.globalAlpha = 1;
  draw.fillStyle = colours.ball;
  draw.beginPath();
  draw.arc(ball.x, ball.y, ball.r, 0, 7);
  draw.fill();
  draw.restore();
}

function frame(time) {
  const dt = Math.min(0.034, (time - last) / 1000);
  last = time;
  if (state !== "paused" && state !== "over") step(dt);
  paint(time);
  show("score", score);
  show("level", level + 1);
  show("lives", "♥".repeat(lives));
  requestAnimationFrame(frame);
}

addEventListener("keydown", (event) => {
  if (["ArrowLeft", "ArrowRight", " "].includes(event.key)) event.preventDefault();
  keys.add(event.key);
  if (event.key === " ") release();
  if (event.key.toLowerCase() === "p") pause();
});
addEventListener("keyup", ({ key }) => keys.delete(key));
canvas.addEventListener("pointermove", (event) => {
  const box = canvas.getBoundingClientRect();
  paddle.x = Math.max(paddle.w / 2, Math.min(W - paddle.w / 2, ((event.clientX - box.left) / box.width) * W));
});
canvas.addEventListener("pointerdown", release);
document.getElementById("go").addEventListener("click", () => (state === "paused" ? pause() : begin()));
document.addEventListener("visibilitychange", () => document.hidden && state === "flying" && pause());

hang();
say("Lantern Garden", "Set every lantern free. What falls down widens the paddle, or is another life.");
requestAnimationFrame(frame);
