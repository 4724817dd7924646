/**
 * Blocks of one's own. A definition stands in the program of its object and is called only there.
 * - `function_define`: field NAME; `extraState: { parameters: [{ id, name }] }`; its id is the
 *   id of the function.
 * - `function_call`, `function_value`: `extraState: { functionId, parameters: [id, …] }`, and for
 *   each parameter an input of the name `ARG_<id>`.
 * - `function_parameter`: field PARAMETER, the id of a parameter of the definition it stands in.
 * - `function_return`: input VALUE; ends the call.
 */
import { end, hat, statement, text, value, type BlockShape } from './shape';

export const functions: BlockShape[] = [
  { ...hat('function_define', { field: 'NAME', name: 'function' }), special: true },
  { ...statement('function_call'), special: true },
  { ...value('function_value'), special: true },
  { ...value('function_parameter'), special: true },
  end('function_return', text('VALUE', { text: 'ten' })),
];
