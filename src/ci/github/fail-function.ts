/**
 * Shell that ends a step with an error of some title, whatever its message holds. It calls no script: a step may run beside those
 * of an older commit.
 */
export function failFunction(title: string): string[] {
  return [
    'fail() {',
    '  local message="${1//\\%/%25}"',
    "  message=\"${message//$'\\r'/%0D}\"",
    `  echo "::error title=${title}::\${message//$'\\n'/%0A}"`,
    '  exit 1',
    '}',
  ];
}
