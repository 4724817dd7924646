/** True while files are dragged, and not a text or a photo of the window itself. */
export function carriesFiles(data: DataTransfer | null): boolean {
  return data?.types.includes('Files') ?? false;
}
