using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace Pax8Dataverse.LocalTenant.Pax8;

/// <summary>A body that breaks off after its first half, as a lost connection leaves it.</summary>
internal sealed class TruncatedContent(ReadOnlyMemory<byte> whole, bool announcesLength) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(whole[..(whole.Length / 2)]).ConfigureAwait(false);
        throw NetworkFailures.EndsTooEarly();
    }

    protected override void SerializeToStream(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        stream.Write(whole[..(whole.Length / 2)].Span);
        throw NetworkFailures.EndsTooEarly();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = whole.Length;
        return announcesLength;
    }
}
