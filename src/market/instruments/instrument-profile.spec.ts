import { assetClassOf } from './asset-class';
import { countryCodeOf } from './country-code';

describe('assetClassOf', () => {
  it.each([
    ['EQUITY', '', 'equity'],
    ['Common Stock', '', 'equity'],
    ['ETF', 'Large Blend', 'fund'],
    ['ETF', 'Intermediate Core Bond', 'bond'],
    ['MUTUALFUND', '', 'fund'],
    ['CRYPTOCURRENCY', '', 'crypto'],
    ['CURRENCY', '', 'currency'],
    ['INDEX', '', 'index'],
    ['FUTURE', '', 'commodity'],
    ['', '', 'other'],
  ])('puts %s (%s) into its class', (type, category, expected) => {
    expect(assetClassOf(type, category)).toBe(expected);
  });
});

describe('countryCodeOf', () => {
  it.each([
    ['United States', 'US'],
    ['USA', 'US'],
    ['Germany', 'DE'],
    ['United Kingdom', 'GB'],
    ['South Korea', 'KR'],
    ['Atlantis', null],
    ['', null],
  ])('knows %s', (name, code) => {
    expect(countryCodeOf(name)).toBe(code);
  });
});
