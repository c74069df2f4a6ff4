import * as THREE from "three";

const bump = (x: number, z: number, cx: number, cz: number, wide: number): number => Math.exp(-((x - cx) ** 2 + (z - cz) ** 2) / wide);

/** How high the land is, below 0 under the sea. */
export function height(x: number, z: number): number {
  const hills = 3.6 * bump(x, z, -3.2, -2.6, 9) + 1.9 * bump(x, z, 3.4, -2.2, 7) + 1.5 * bump(x, z, 0.4, 1.6, 16);
  const rough = 0.18 * Math.sin(x * 1.7 + z * 0.6) + 0.14 * Math.cos(z * 2.1 - x * 0.9);
  const shore = 1 / (1 + Math.exp((Math.hypot(x, z * 1.12) - 7) * 1.5));
  return (hills + rough + 0.85) * shore - 0.75;
}

const BANDS: [number, string][] = [
  [-0.05, "#8f8063"],
  [0.28, "#e3cf9d"],
  [0.62, "#b7bf72"],
  [1.7, "#6fa45a"],
  [2.7, "#4f8a54"],
  [3.4, "#8a8780"],
  [99, "#f0efea"],
];

/** Low hills of flat faces, coloured by how high they are. */
export function land(): THREE.Mesh {
  const shape = new THREE.PlaneGeometry(22, 22, 72, 72).rotateX(-Math.PI / 2).toNonIndexed();
  const places = shape.attributes.position;
  for (let n = 0; n < places.count; n++) places.setY(n, height(places.getX(n), places.getZ(n)));
  const colours = new Float32Array(places.count * 3);
  const paint = new THREE.Color();
  for (let face = 0; face < places.count; face += 3) {
    const middle = (places.getY(face) + places.getY(face + 1) + places.getY(face + 2)) / 3;
    paint.set(BANDS.find(([top]) => middle < top)![1]).offsetHSL(0, 0, ((face * 37) % 11) / 260 - 0.02);
    for (let corner = 0; corner < 3; corner++) colours.set([paint.r, paint.g, paint.b], (face + corner) * 3);
  }
  shape.setAttribute("color", new THREE.BufferAttribute(colours, 3));
  shape.computeVertexNormals();
  const made = new THREE.Mesh(shape, new THREE.MeshLambertMaterial({ vertexColors: true, flatShading: true }));
  made.castShadow = made.receiveShadow = true;
  return made;
}
