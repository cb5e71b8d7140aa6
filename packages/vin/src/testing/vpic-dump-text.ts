import { DUMP_TABLES } from '../compile/vpic-dump-tables.ts';

export type DumpValue = string | number | boolean | null;

/** Rows by table; a row's values stand in the order of `DUMP_TABLES`, or of Id and Name for a look-up table. */
export type DumpRows = Record<string, readonly (readonly DumpValue[])[]>;

function fieldOf(value: DumpValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return String(value).replace(/[\\\b\f\n\r\t\v]/g, (character) => ESCAPES[character] as string);
}

const ESCAPES: Record<string, string> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** What `pg_dump` writes before the first block, as NHTSA's has it. */
export const DUMP_HEAD = `--
-- PostgreSQL database dump
--

\\restrict 5rK2

-- Dumped from database version 17.6
-- Dumped by pg_dump version 18.3

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);

CREATE SCHEMA vpic;

--
-- Name: fvinwmi(character varying); Type: FUNCTION; Schema: vpic; Owner: -
--

CREATE FUNCTION vpic.fvinwmi(vin character varying) RETURNS character varying
    LANGUAGE plpgsql
    AS $$
begin
	-- COPY vpic.pattern (id) FROM stdin;
	return case when substring(vin, 3, 1) = '9' then 'it''s; long' else left(vin, 3) end;
end;
$$;

`;

export const DUMP_TAIL = `--
-- PostgreSQL database dump complete
--

\\unrestrict 5rK2

`;

/** The blocks of a dump in `pg_dump`'s form, each by itself. */
export function dumpBlocksOf(rows: DumpRows): string[] {
  const known = new Map(DUMP_TABLES.map(({ name, columns }) => [name, columns.map((column) => column.name)]));
  for (const table of Object.keys(rows)) if (!known.has(table)) known.set(table, ['Id', 'Name']);
  return [...known].map(([table, columns]) => {
    const names = columns.map((name) =>
      ['Position', 'Char'].includes(name) ? `"${name.toLowerCase()}"` : name.toLowerCase(),
    );
    const lines = (rows[table] ?? []).map((row) => `${row.map(fieldOf).join('\t')}\n`);
    return `--\n-- Data for Name: ${table.toLowerCase()}; Type: TABLE DATA; Schema: vpic; Owner: -\n--\n
COPY vpic.${table.toLowerCase()} (${names.join(', ')}) FROM stdin;\n${lines.join('')}\\.\n\n\n`;
  });
}

/** A dump in NHTSA's form: every table that decoding takes, those without rows as empty blocks. */
export function vpicDumpText(rows: DumpRows): string {
  return `${DUMP_HEAD}${dumpBlocksOf(rows).join('')}${DUMP_TAIL}`;
}
