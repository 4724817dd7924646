import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  // The window loads everything from the app itself; small files stay files, so that the
  // content security policy needs no data: addresses for scripts and fonts.
  build: { target: ['es2022', 'safari16'], assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
  clearScreen: false,
  server: { watch: { ignored: ['**/dist/**'] } },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/test-setup.ts'],
    // No judgement of speed: the machine may be busy with other work.
    testTimeout: 60_000,
  },
});
