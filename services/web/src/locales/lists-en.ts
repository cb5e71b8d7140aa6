/** Texts of lists of numbers, of several VINs, and of the fit on drawings. */
export const listsEn = {
  'numbersPage.title': 'A list of numbers',
  'numbersPage.label':
    'Numbers from a chat or a spreadsheet, in any spelling, with quantities if there are any; up to {{max}}',
  'numbersPage.file': 'Or a file: Excel (.xlsx), text or CSV',
  'numbersPage.reading': 'The file is being read…',
  'numbersPage.read': 'Read: {{name}}.',
  'numbersPage.sheet': 'From the sheet “{{name}}”, one of {{of}}.',
  'numbersPage.otherSheet': 'Sheet to read',
  'numbersPage.cut': 'There is more in it than was read.',
  'numbersFile.unreadable':
    'This file can’t be read. Save it as .xlsx or CSV, or copy its cells and paste them here.',
  'numbersFile.password':
    'This workbook has a password. Save it without one, or copy its cells and paste them here.',
  'numbersFile.other-kind':
    'This is a workbook of another kind (.xls, .xlsb, .ods, or a web page). Open it and save it as .xlsx, or copy its cells and paste them here.',
  'numbersFile.damaged':
    'This workbook is damaged. Open it and save it again, or copy its cells and paste them here.',
  'numbersFile.too-much':
    'There is too much in this workbook. Save the sheet with the numbers alone, or copy its cells and paste them here.',
  'numbersFile.sheet-missing': 'The workbook has no such sheet any more. Choose the file again.',
  'numbersFile.empty': 'There is nothing in this workbook, or in this sheet of it.',
  'numbersFile.too-large':
    'This workbook is too large: at most 4 MB. Copy the cells with the numbers and paste them here.',
  'numbersFile.sign-in': 'Sign in to have a workbook read, or copy its cells and paste them here.',
  'numbersPage.tooMany': 'Only the first {{max}} are looked up.',
  'numbersPage.left': 'Lines without a number: {{n}}',
  'numbersPage.go': 'Look up {{n}}',
  'numbersPage.found': 'What was found, in the order of the list',
  'numbersPage.counted': 'Found: {{found}} of {{total}}',
  'numbersPage.fitAsked': 'Whether they fit is being asked…',
  'numbersPage.fitUnasked': 'Of {{n}} parts it wasn’t asked whether they fit: the list is too long for that.',
  'numbersPage.onlyMissing': 'Only what wasn’t found',
  'numbersPage.meant': 'Meant {{number}}?',
  'numbersPage.take': 'Order {{number}}',
  'numbersPage.quantityOf': 'Quantity of {{number}}',
  'numbersPage.which': 'For {{number}}: {{part}}',
  'numbersPage.more': 'More parts have this number',
  'numbersPage.toCart': 'Put {{n}} lines into the cart',
  'numbersPage.inCart': 'Added to the cart: {{n}} lines.',
  'numbersPage.allInCart': 'In the cart',
  'numbersPage.unread': 'How many wasn’t read',
  'numbersPage.vehicleOpen': 'Which one isn’t clear yet: answer the question there.',
  'numbersPage.elsewhere':
    'This list was too long for a link, and is kept only in the tab where it was pasted. Paste it here again.',
  'numbersPage.goToCart': 'To the cart',
  'searchNote.number-unknown': 'No part that you may see has this number.',
  'searchNote.number-does-not-fit':
    'The number is known, but no part with it is known to fit this vehicle within these filters.',
  'searchNote.words-dropped': 'Nothing has all the words; these have most of them.',
  'searchNote.words-beside-dropped': 'Parts with this number; the words beside it say nothing of them.',
  'searchNote.vehicle-not-in-table': 'The vehicle table has no such car: these are found by the other words.',
  'searchNote.vehicle-fits-nothing':
    'No part of the kind is known to fit these cars: these aren’t limited to them.',
  'vin.several': 'There is more than one VIN. Which car is it?',
  'diagrams.fitFor': 'Fit for',
  'diagrams.noVehicle': 'no vehicle',
  'diagrams.onlyFitting': 'Only what fits or may fit',
  'diagrams.unchecked': 'Whether these parts fit could not be checked.',
  'diagrams.noneFits': 'Nothing in this drawing is known to fit this vehicle.',
  'diagrams.several': 'Several places lie here. Which one?',
  'diagrams.chosen': 'Place {{label}}',
  'diagrams.keys': 'Arrow keys go from place to place, Enter chooses one.',
};
