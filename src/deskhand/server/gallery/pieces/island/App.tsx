import { useEffect, useRef } from "react";
import * as THREE from "three";
import { OrbitControls } from "three/addons/controls/OrbitControls.js";
import { cottage, lighthouse, tree } from "./things";
import { height, land } from "./land";

const SKY = {
  day: { top: "#8ec5e8", low: "#f6e9d2", sea: "#3f92a8", sun: "#fff1d6", power: 3.1, fill: 1.15, fog: "#dfe8e4" },
  night: { top: "#0e1a36", low: "#3c5a8c", sea: "#2a5f86", sun: "#b9ceff", power: 1.5, fill: 0.75, fog: "#22365c" },
};

function sea(): THREE.Mesh {
  const shape = new THREE.PlaneGeometry(90, 90, 64, 64).rotateX(-Math.PI / 2);
  const look = new THREE.MeshPhongMaterial({ shininess: 40, specular: "#5a7f88", flatShading: true, transparent: true, opacity: 0.93 });
  const water = new THREE.Mesh(shape, look);
  water.receiveShadow = true;
  return water;
}

function waves(water: THREE.Mesh, seconds: number): void {
  const places = water.geometry.attributes.position;
  for (let n = 0; n < places.count; n++) {
    const [x, z] = [places.getX(n), places.getZ(n)];
    places.setY(n, Math.sin(x * 0.5 + seconds) * 0.11 + Math.cos(z * 0.42 + seconds * 0.8) * 0.13);
  }
  places.needsUpdate = true;
}

function clouds(): THREE.Group {
  const group = new THREE.Group();
  const look = new THREE.MeshLambertMaterial({ color: "#ffffff", flatShading: true, transparent: true, opacity: 0.92 });
  for (let n = 0; n < 7; n++) {
    const cloud = new THREE.Group();
    for (let puff = 0; puff < 4; puff++) {
      const ball = new THREE.Mesh(new THREE.IcosahedronGeometry(0.75 + ((puff * 7 + n) % 3) * 0.28, 1), look);
      ball.position.set(puff * 0.95, ((puff * 5 + n) % 3) * 0.22, ((puff + n) % 2) * 0.5);
      ball.scale.y = 0.62;
      cloud.add(ball);
    }
    cloud.position.set(Math.cos(n * 2.4) * 17, 8.5 + (n % 3) * 1.4, Math.sin(n * 2.4) * 15);
    group.add(cloud);
  }
  return group;
}

function stars(): THREE.Points {
  const places = new Float32Array(900 * 3);
  for (let n = 0; n < 900; n++) {
    const [turn, up] = [n * 2.39996, ((n * 0.618) % 1) * 0.96 + 0.03];
    const flat = Math.sqrt(1 - up * up);
    places.set([Math.cos(turn) * flat * 85, up * 85, Math.sin(turn) * flat * 85], n * 3);
  }
  const shape = new THREE.BufferGeometry().setAttribute("position", new THREE.BufferAttribute(places, 3));
  return new THREE.Points(shape, new THREE.PointsMaterial({ color: "#dfe9ff", size: 0.26, fog: false }));
}

function build(canvas: HTMLCanvasElement) {
  const renderer = new THREE.WebGLRenderer({ canvas, antialias: true });
  renderer.setPixelRatio(Math.min(2, devicePixelRatio));
  renderer.shadowMap.enabled = true;
  renderer.shadowMap.autoUpdate = false; // nothing that casts one moves
  renderer.toneMapping = THREE.ACESFilmicToneMapping;
  const scene = new THREE.Scene();
  const camera = new THREE.PerspectiveCamera(38, 1, 0.1, 260);
  camera.position.set(13, 8.5, 17);
  const controls = new OrbitControls(camera, canvas);
  Object.assign(controls, { enableDamping: true, autoRotate: true, autoRotateSpeed: 0.5, maxPolarAngle: 1.45, minDistance: 9, maxDistance: 38 });
  controls.target.set(0, 1.6, 0);

  const sun = new THREE.DirectionalLight("#ffffff", 3);
  sun.position.set(9, 13, 7);
  sun.castShadow = true;
  sun.shadow.mapSize.set(1024, 1024);
  Object.assign(sun.shadow.camera, { left: -13, right: 13, top: 13, bottom: -13 });
  sun.shadow.bias = -0.0006;
  const fill = new THREE.HemisphereLight("#bfe0ff", "#8a7a5a", 1);
  const water = sea();
  const sky = clouds();
  const night = stars();
  const tower = lighthouse();
  tower.root.position.set(3.4, height(3.4, -2.2) - 0.1, -2.2);
  const house = cottage();
  house.root.position.set(-1.8, height(-1.8, 1.3) - 0.08, 1.3);
  house.root.rotation.y = 0.6;
  scene.add(sun, fill, water, land(), sky, night, tower.root, house.root);
  for (let n = 0; n < 46; n++) {
    const [x, z] = [Math.cos(n * 2.39996) * (1 + n * 0.1), Math.sin(n * 2.39996) * (1 + n * 0.1)];
    const y = height(x, z);
    const isFree = y > 0.9 && y < 2.9 && Math.hypot(x + 1.8, z - 1.3) > 1.5 && Math.hypot(x - 3.4, z + 2.2) > 1.3;
    if (!isFree) continue;
    const made = tree(n);
    made.position.set(x, y - 0.05, z);
    scene.add(made);
  }

  const put = () => {
    const isDark = document.documentElement.classList.contains("dark");
    const now = isDark ? SKY.night : SKY.day;
    scene.fog = new THREE.Fog(now.fog, 26, 82);
    renderer.setClearColor(now.top);
    scene.background = gradient(now.top, now.low);
    (water.material as THREE.MeshPhongMaterial).color.set(now.sea);
    sun.color.set(now.sun);
    sun.intensity = now.power;
    fill.intensity = now.fill;
    night.visible = isDark;
    sky.visible = !isDark;
    tower.shine(isDark);
    house.shine(isDark);
    renderer.shadowMap.needsUpdate = true;
  };
  const fit = () => {
    const { clientWidth, clientHeight } = canvas.parentElement!;
    renderer.setSize(clientWidth, clientHeight, false);
    camera.aspect = clientWidth / Math.max(1, clientHeight);
    camera.updateProjectionMatrix();
  };
  // Without a graphics card each frame is counted out by the processor: fewer points, then, and fewer frames.
  let sharp = Math.min(2, devicePixelRatio);
  let next = 0;
  const frame = (ms: number) => {
    if (ms < next) return;
    const began = performance.now();
    paint(ms / 1000);
    renderer.getContext().finish();
    const took = performance.now() - began;
    next = took > 25 ? ms + took * 3 : 0;
    if (took > 60 && sharp > 0.4) {
      sharp *= 0.7;
      renderer.setPixelRatio(sharp);
      fit();
    }
  };
  const paint = (seconds: number) => {
    waves(water, seconds);
    tower.turn(seconds * 0.7);
    sky.rotation.y = seconds * 0.012;
    controls.update();
    renderer.render(scene, camera);
  };
  put();
  fit();
  paint(0);
  renderer.setAnimationLoop(frame);
  const themes = new MutationObserver(put);
  themes.observe(document.documentElement, { attributes: true, attributeFilter: ["class"] });
  const sizes = new ResizeObserver(fit);
  sizes.observe(canvas.parentElement!);
  return () => {
    themes.disconnect();
    sizes.disconnect();
    renderer.setAnimationLoop(null);
    renderer.dispose();
    controls.dispose();
  };
}

function gradient(top: string, low: string): THREE.CanvasTexture {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [4, 256];
  const draw = canvas.getContext("2d")!;
  const fill = draw.createLinearGradient(0, 0, 0, 256);
  fill.addColorStop(0, top);
  fill.addColorStop(0.62, low);
  fill.addColorStop(1, low);
  draw.fillStyle = fill;
  draw.fillRect(0, 0, 4, 256);
  const texture = new THREE.CanvasTexture(canvas);
  texture.colorSpace = THREE.SRGBColorSpace;
  return texture;
}

export default function App() {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => (canvas.current ? build(canvas.current) : undefined), []);
  return (
    <main className="fixed inset-0">
      <canvas ref={canvas} className="block size-full cursor-grab active:cursor-grabbing" aria-label="An island in the sea with a lighthouse; drag to go round it" />
      <p className="pointer-events-none absolute bottom-5 left-6 text-sm text-slate-900/70 dark:text-slate-100/70">
        <b className="block text-xl font-semibold tracking-tight text-slate-900 dark:text-white">Skerry Light</b>
        Drag to go round, scroll to come nearer
      </p>
    </main>
  );
}
