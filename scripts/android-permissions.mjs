/**
 * Adds the camera to the Android project that `tauri android init` has generated. The camera is
 * not required: a tablet without one can still be given photos.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { root } from './lib/run.mjs';

const path = `${root}gen/android/app/src/main/AndroidManifest.xml`;
const manifest = readFileSync(path, 'utf8');
const lines = [
  '<uses-permission android:name="android.permission.CAMERA" />',
  '<uses-feature android:name="android.hardware.camera.any" android:required="false" />',
];
const missing = lines.filter((line) => !manifest.includes(line));
const changed = manifest.replace(/(<manifest[^>]*>)/, `$1${missing.map((line) => `\n    ${line}`).join('')}`);
writeFileSync(path, changed);
console.log(`camera permission: ${missing.length > 0 ? 'added' : 'was there'}`);
