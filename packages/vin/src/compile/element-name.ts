/** vPIC's name of an element in camelCase: `Fuel Type - Primary` is `fuelTypePrimary`. */
export function elementName(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word, index) => {
      if (index === 0)
        return /^[A-Z0-9]+$/.test(word) ? word.toLowerCase() : word[0]?.toLowerCase() + word.slice(1);
      return word[0]?.toUpperCase() + word.slice(1);
    })
    .join('');
}
