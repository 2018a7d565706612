/** An engine process that becomes warm, answers pings, and never finishes a job. */
process.on('disconnect', () => process.exit(0));
process.on('message', (message: { readonly type: string }) => {
  if (message.type === 'stop') process.exit(0);
  if (message.type === 'ping') process.send?.({ type: 'pong', rssBytes: 0 });
});
process.send?.({ type: 'ready', models: [], rssBytes: 0 });
