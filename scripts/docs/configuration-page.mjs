const INTRODUCTION = `# Configuration

Settings come from the environment or from a JSON file that \`HESHENG_CONFIG\` names; the environment wins. In the file a
setting is called like its variable without \`HESHENG_\`, in lower case: \`HESHENG_DATA_DIR\` is \`"data_dir"\`. Relative paths are
relative to the working directory, or to the folder of the file. A secret may also be read from a file: name it in the
variable with \`_FILE\` behind it. A variable that begins with \`HESHENG_\` and is not in this table is refused, and so is an
unusable value: the service names every fault at once and does not start. \`hesheng config\` prints what is in force.
`;

const MIB = 1024 * 1024;
const SECOND = 1000;

const plain = (value, unit) => {
  if (unit === 'bytes' && value >= MIB && value % MIB === 0) return `${value} (${value / MIB} MiB)`;
  if (unit === 'ms' && value >= SECOND && value % SECOND === 0) return `${value} (${value / SECOND} s)`;
  return String(value);
};

const typeOf = (setting) => {
  if (setting.type === 'integer')
    return `${setting.unit === 'count' || setting.unit === 'port' ? 'integer' : setting.unit}, ${setting.min} to ${setting.max}`;
  if (setting.type === 'word') return setting.words.map((word) => `\`${word}\``).join(' ');
  return setting.type === 'key' ? 'base64 of 32 bytes; secret' : setting.type;
};

const defaultOf = (setting) => {
  if (setting.default === null) return setting.otherwise;
  return `\`${setting.type === 'integer' ? plain(setting.default, setting.unit) : setting.default}\``;
};

export const configurationPage = ({ SETTINGS, variable }) => {
  const rows = Object.entries(SETTINGS).map(([name, setting]) => {
    const names = `\`${variable(name)}\`${setting.secret ? ` or \`${variable(name)}_FILE\`` : ''}`;
    return `| ${names} | ${typeOf(setting)} | ${defaultOf(setting)} | ${setting.doc} |`;
  });
  return [INTRODUCTION, '| variable | type | default | meaning |', '|---|---|---|---|', ...rows, ''].join('\n');
};
