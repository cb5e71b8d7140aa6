import { expect, test } from 'vitest';
import { databaseName, openMongo } from './connection.ts';

test.each([
  ['mongodb://127.0.0.1:27017', 'qipei-order'],
  ['mongodb://127.0.0.1:27017/', 'qipei-order'],
  ['mongodb://u:p%2F@a:1,b:2,c:3/shop?replicaSet=rs0', 'shop-order'],
  ['mongodb+srv://cluster.example/?authSource=admin', 'qipei-order'],
])('%s keeps orders in %s', (url, name) => {
  expect(databaseName(url, 'order')).toBe(name);
});

test.each(['', 'http://a', 'mongodb://', 'mongodb:///x'])('refuses the URL "%s"', async (url) => {
  expect(() => databaseName(url, 'order')).toThrow(expect.objectContaining({ code: 'database-url-invalid' }));
  await expect(openMongo({ url, database: 'x' })).rejects.toMatchObject({ code: 'database-url-invalid' });
});
