import { describe, expect, test } from 'vitest';
import { definitionsOf } from './functionDefinition';
import { followDefinitions, isCall } from './functionCalls';
import { mildSentence } from './notes';
import { Bench, program } from './testing';
import { itemsOf } from './toolbox';

const bench = new Bench();

describe('a function', () => {
  const define = (name: string, parameters: object[]) => ({
    type: 'function_define',
    id: 'f',
    fields: { NAME: name },
    extraState: { parameters },
  });
  const call = {
    type: 'function_call',
    id: 'c',
    extraState: { functionId: 'f', parameters: ['p'], name: 'jump', parameterNames: ['height'] },
    inputs: { ARG_p: { block: { type: 'answer' } } },
  };
  const callBlock = () => {
    const block = bench.workspace.getBlockById('c');
    if (!block || !isCall(block)) throw new Error('there is no call');
    return block;
  };

  test('gives its name and inputs to its calls', () => {
    bench.load(
      program(
        call,
        define('hop', [
          { id: 'q', name: 'far' },
          { id: 'p', name: 'high' },
        ]),
      ),
    );
    expect(callBlock().toString()).toMatch(/hop.*far.*high/);
    expect(callBlock().getInputTargetBlock('ARG_p')?.type).toBe('answer');
    expect(
      callBlock()
        .inputList.map(({ name }) => name)
        .slice(1),
    ).toEqual(['ARG_q', 'ARG_p']);
  });

  test('leaves its calls marked when it is deleted', () => {
    bench.load(program(call, define('jump', [{ id: 'p', name: 'height' }])));
    bench.workspace.getBlockById('f')?.dispose(true);
    followDefinitions(bench.workspace);
    expect(callBlock().isGone).toBe(true);
    expect(mildSentence(callBlock())).toContain('“jump”');
    expect(callBlock().getInputTargetBlock('ARG_p')?.type).toBe('answer');
  });

  test('offers its call, its value and its inputs in the toolbox', () => {
    bench.load(program(define('hop', [{ id: 'p', name: 'high' }])));
    expect(definitionsOf(bench.workspace)).toHaveLength(1);
    const types = itemsOf('functions', bench.workspace).flatMap((item) =>
      'type' in item ? [item.type] : [],
    );
    expect(types).toEqual([
      'function_call',
      'function_value',
      'function_parameter',
      'function_return',
    ]);
  });
});
