/** An engine process that becomes warm and then hears nothing: its event loop is blocked. */
process.send?.({ type: 'ready', models: [], rssBytes: 0 }, () => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
