import { expect, it } from 'vitest';
import { endpointTable } from '../../src/upstream/contract/endpoints.ts';
import { deviationsOf } from '../../src/upstream/contract-check/deviations.ts';
import type { EndpointName } from '../../src/upstream/endpoint.ts';

const endpoints = Object.keys(endpointTable).filter((name): name is EndpointName => Object.hasOwn(endpointTable, name));

it.each(endpoints)(
  'there is a check of answers that can be compiled for %s, where the contract has one',
  (endpoint) => {
    expect(() => deviationsOf(endpoint, 1)).not.toThrow();
  },
);
