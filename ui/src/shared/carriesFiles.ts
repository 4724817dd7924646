/** True while files are dragged, and not a text or a photo of the window itself. */
export function carriesFiles(data: DataTransfer | null): data is DataTransfer {
  return data?.types.includes('Files') ?? false;
}
