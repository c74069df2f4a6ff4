import * as THREE from "three";

const matt = (color: string): THREE.Material => new THREE.MeshLambertMaterial({ color, flatShading: true });

function part(shape: THREE.BufferGeometry, look: THREE.Material, y: number): THREE.Mesh {
  const made = new THREE.Mesh(shape, look);
  made.position.y = y;
  made.castShadow = made.receiveShadow = true;
  return made;
}

/** White at the tip of a cone, black at its wide end. */
function fading(): THREE.CanvasTexture {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [2, 128];
  const draw = canvas.getContext("2d")!;
  const fill = draw.createLinearGradient(0, 0, 0, 128);
  fill.addColorStop(0, "#ffffff");
  fill.addColorStop(0.5, "#404040");
  fill.addColorStop(1, "#000000");
  draw.fillStyle = fill;
  draw.fillRect(0, 0, 2, 128);
  return new THREE.CanvasTexture(canvas);
}

/** A tower with a turning light. */
export function lighthouse() {
  const root = new THREE.Group();
  const [white, red, dark] = [matt("#f6f2e8"), matt("#c8473b"), matt("#2c3136")];
  for (let ring = 0; ring < 5; ring++) {
    const [low, high] = [0.62 - ring * 0.06, 0.56 - ring * 0.06];
    root.add(part(new THREE.CylinderGeometry(high, low, 0.72, 14), ring % 2 ? red : white, 0.36 + ring * 0.72));
  }
  root.add(part(new THREE.CylinderGeometry(0.52, 0.46, 0.12, 14), dark, 3.64));
  const lamp = new THREE.MeshBasicMaterial({ color: "#fff3c4" });
  root.add(part(new THREE.CylinderGeometry(0.24, 0.24, 0.46, 10), lamp, 3.94));
  root.add(part(new THREE.ConeGeometry(0.42, 0.42, 12), red, 4.38));
  const beams = new THREE.Group();
  beams.position.y = 3.94;
  const glow = new THREE.MeshBasicMaterial({ color: "#ffe7a0", alphaMap: fading(), transparent: true, opacity: 0.42, depthWrite: false, blending: THREE.AdditiveBlending, side: THREE.DoubleSide, fog: false });
  for (const way of [1, -1]) {
    const beam = new THREE.Mesh(new THREE.ConeGeometry(1.5, 17, 20, 12, true), glow);
    beam.rotation.z = (way * Math.PI) / 2;
    beam.position.x = way * 8.6;
    beams.add(beam);
  }
  const light = new THREE.PointLight("#ffdf95", 0, 18, 1.6);
  light.position.y = 4;
  root.add(beams, light);
  return {
    root,
    turn(angle: number) {
      beams.rotation.y = angle;
    },
    shine(on: boolean) {
      beams.visible = on;
      light.intensity = on ? 26 : 0;
    },
  };
}

/** A house whose windows are lit at night. */
export function cottage() {
  const root = new THREE.Group();
  root.add(part(new THREE.BoxGeometry(1.5, 0.85, 1.05), matt("#f3e9d8"), 0.42));
  const roof = part(new THREE.CylinderGeometry(0.02, 0.86, 0.62, 4, 1).rotateY(Math.PI / 4).scale(1.36, 1, 0.98), matt("#8d4a3c"), 1.15);
  root.add(roof, part(new THREE.BoxGeometry(0.2, 0.5, 0.2), matt("#6f6a63"), 1.35).translateX(0.4));
  const glass = new THREE.MeshLambertMaterial({ color: "#34434f", emissive: "#ffc766", emissiveIntensity: 0 });
  for (const [x, z] of [[-0.4, 0.53], [0.4, 0.53], [-0.4, -0.53], [0.4, -0.53]]) {
    const pane = part(new THREE.BoxGeometry(0.26, 0.28, 0.02), glass, 0.48);
    pane.position.x = x;
    pane.position.z = z;
    root.add(pane);
  }
  const door = part(new THREE.BoxGeometry(0.26, 0.5, 0.02), matt("#2f6f6b"), 0.25);
  door.position.z = 0.53;
  const warm = new THREE.PointLight("#ffb45e", 0, 5, 2);
  warm.position.set(0, 0.7, 1.2);
  root.add(door, warm);
  return {
    root,
    shine(on: boolean) {
      glass.emissiveIntensity = on ? 1.6 : 0;
      warm.intensity = on ? 5 : 0;
    },
  };
}

export function tree(seed: number): THREE.Group {
  const root = new THREE.Group();
  const size = 0.62 + ((seed * 13) % 7) / 13;
  root.add(part(new THREE.CylinderGeometry(0.06, 0.09, 0.5, 6), matt("#6b4a33"), 0.25));
  const leaves = matt(["#3f7d4d", "#4d8f52", "#2f6d4c"][seed % 3]);
  for (let tier = 0; tier < 3; tier++) {
    root.add(part(new THREE.ConeGeometry(0.52 - tier * 0.13, 0.66, 7), leaves, 0.66 + tier * 0.36));
  }
  root.scale.setScalar(size);
  root.rotation.y = seed;
  return root;
}
