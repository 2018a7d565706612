/** An engine process that neither becomes warm nor says why not. */
process.on('disconnect', () => process.exit(0));
