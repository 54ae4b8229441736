#!/usr/bin/env bash
# Packs the solution for release: plug-in package first, since the packager packs a solution without it in silence.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v pac >/dev/null || { echo "pac is not installed: dotnet tool install --global Microsoft.PowerApps.CLI.Tool" >&2; exit 1; }
# Before anything is put in its place: the SDK that this machine finds under Microsoft's name must be Microsoft's.
dotnet restore Plugins -p:DataverseSdk=nuget
sdk=$(dotnet msbuild Plugins -p:Configuration=Release -p:DataverseSdk=nuget -t:FindSdkAssembly -getProperty:SdkAssembly)
dotnet run --project Tests/Solution -p:DataverseSdk=nuget -- sdk "$sdk"
dotnet pack Plugins -c Release -p:DataverseSdk=nuget
package=Solution/src/pluginpackages/pax8_Pax8Dataverse/package/pax8_Pax8Dataverse.nupkg
[ -s "$package" ] || { echo "$package was not built; nothing was packed." >&2; exit 1; }
mkdir -p artifacts
pac solution pack --folder Solution/src --zipfile artifacts/Pax8Dataverse.zip --packagetype Unmanaged
pac solution pack --folder Solution/src --zipfile artifacts/Pax8Dataverse_managed.zip --packagetype Managed
# What the tenant will load is what lies in these zips, so those are looked into.
dotnet run --project Tests/Solution -p:DataverseSdk=nuget -- package artifacts/Pax8Dataverse.zip artifacts/Pax8Dataverse_managed.zip
(cd artifacts && sha256sum Pax8Dataverse.zip Pax8Dataverse_managed.zip > SHA256SUMS && cat SHA256SUMS)
