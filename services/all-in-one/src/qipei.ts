/** The `qipei` command. A check wants none of the platform, whose modules take longer to read than a small file takes to check. */
if (process.argv[2] === 'check') {
  const { check } = await import('./cli/check-command.ts');
  process.exitCode = await check(process.argv.slice(3));
} else await import('./cli.ts');
