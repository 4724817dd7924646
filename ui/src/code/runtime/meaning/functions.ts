/** Blocks of one's own. They are known only in the object in which they stand. */
import type { BlockRun } from '../blockRun';
import { argumentSlot } from '../code';
import type { Call } from '../thread';
import type { Meanings } from './meaning';

export const functions: Meanings = {
  hats: {
    // It waits for no event: calls run it.
    function_define: () => false,
  },
  statements: {
    function_call: (run) => call(run),
    function_return: (run) => ({ do: 'return', value: run.value('VALUE') }),
  },
  values: {
    function_value: (run) => call(run) ?? '',
    function_parameter: (run) => run.locals?.get(run.field('PARAMETER')) ?? '',
  },
};

function call(run: BlockRun): Call | undefined {
  const code = run.thread.code.functions.get(run.block.functionId);
  if (!code) {
    run.trouble('function_gone');
    return undefined;
  }
  const locals = code.parameters.map((id) => [id, run.value(argumentSlot(id))] as const);
  return { do: 'call', code, locals: new Map(locals) };
}
