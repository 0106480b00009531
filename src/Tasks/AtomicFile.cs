using System.Text;

namespace ProdGap.Analyzers.Tasks;

/// <summary>Files of the build's own that another build may be writing at the same moment.</summary>
internal static class AtomicFile
{
    private const int Attempts = 5;

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes a text, whole or not at all, unless the file has it already.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, string text)
    {
        var bytes = Encoding.GetBytes(text);
        for (var attempt = 1; ; attempt++)
        {
            var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
            try
            {
                if (Has(path, bytes))
                {
                    return;
                }

                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(temporary, bytes);
                if (File.Exists(path))
                {
                    File.Replace(temporary, path, null);
                }
                else
                {
                    File.Move(temporary, path);
                }

                return;
            }
            catch (Exception exception) when (attempt < Attempts && Problem.IsExpected(exception))
            {
                // Somebody reads it, or was faster: look again.
                Thread.Sleep(20 * attempt);
            }
            finally
            {
                Delete(temporary);
            }
        }
    }

    /// <summary>Deletes a file that may not be there, nor its folder.</summary>
    /// <exception cref="IOException">It cannot be deleted.</exception>
    public static void Delete(string path)
    {
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }

    private static bool Has(string path, byte[] bytes)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length == bytes.Length && Enumerable.SequenceEqual(File.ReadAllBytes(path), bytes);
    }
}
